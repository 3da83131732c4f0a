"""link: people across organisations by exact keyed token, and within a source by its identity contract."""

from pipelines.link.force import Delivery, in_force
from pipelines.link.linked import link

__all__ = ["Delivery", "in_force", "link"]
