"""The sixth verb: from a folder of published files to a folder of plain pages. It can open nothing else."""

from pipelines.show.site import show

__all__ = ["show"]
