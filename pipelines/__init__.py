"""The six verbs (receive, conform, link, count, publish, show) and the Dagster graph that runs them in that order."""
