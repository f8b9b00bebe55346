"""Static files under names that change with their content."""

from servestatic.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names everywhere, in what JavaScript modules import from one another too."""

    support_js_module_import_aggregation = True
