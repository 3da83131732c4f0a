"""Anyone's check of a published folder, by arithmetic alone: without a solver, and without the code that made it."""

from pipelines.verify.check import Verified, verify

__all__ = ["Verified", "verify"]
