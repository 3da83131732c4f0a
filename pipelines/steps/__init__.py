"""The edges of the verbs: which folders each reads and writes, and whether its last result is still true."""

from pipelines.steps.releases import Steps

__all__ = ["Steps"]
