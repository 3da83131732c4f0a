"""The preview: the pages made anew whenever a file is saved, for one person in front of this machine."""

from pipelines.preview.preview import preview

__all__ = ["preview"]
