"""Declarations for real public files, and the figures that others published about them."""
