"""What must hold: one file per verb, tests over every file of a folder, and real public data."""
