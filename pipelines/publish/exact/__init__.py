"""The profile "exact": counts as they are, with gaps where somebody could be worked out."""

from pipelines.publish.exact.moves import Needs
from pipelines.publish.exact.suppress import choose_hidden, choose_hidden_among

__all__ = ["Needs", "choose_hidden", "choose_hidden_among"]
