"""On PYTHONPATH this folder makes every Python process write down and refuse each use of a network."""
