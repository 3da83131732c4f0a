"""One file per chart; the folder is the registry, so adding a chart is adding one file."""
