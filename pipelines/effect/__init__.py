"""What a file would change in the published figures: from what is published and from its own rows alone."""

from pipelines.effect.effect import effect_of

__all__ = ["effect_of"]
