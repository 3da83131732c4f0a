"""The look of the Data Docs: own page templates, because those of Great Expectations load scripts off the network."""

from pathlib import Path

from great_expectations.render.view.view import DefaultJinjaPageView
from jinja2 import ChoiceLoader, FileSystemLoader

PAGES = Path(__file__).with_name("pages")


class OfflinePage(DefaultJinjaPageView):
    """A page that needs nothing but itself: no script, no picture, no link off the machine."""

    def __init__(self, custom_styles_directory: str | None = None, custom_views_directory: str | None = None) -> None:
        super().__init__(custom_styles_directory, custom_views_directory)
        theirs = [self.env.loader] if self.env.loader else []
        self.env.loader = ChoiceLoader([FileSystemLoader(PAGES), *theirs])
