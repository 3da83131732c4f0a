"""Attacks on what is published: each test plants a leak, shows that it is caught, and that a clean site passes."""
