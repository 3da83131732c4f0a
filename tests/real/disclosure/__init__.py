"""Published cases of disclosure control, with the answers that their sources print."""
