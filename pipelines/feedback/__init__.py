"""What a provider is told about a file: on the screen, as a page, and as a list of every single place."""

from pipelines.feedback.look import look
from pipelines.feedback.report import Part, Report, part_of, report_name
from pipelines.feedback.screen import lines_of
from pipelines.feedback.write import write_report

__all__ = ["Part", "Report", "lines_of", "look", "part_of", "report_name", "write_report"]
