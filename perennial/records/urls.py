"""Addresses that belong to records of every type: views, trash, files, imports, runs, search."""

from importlib.util import find_spec, module_from_spec

urlpatterns = []
for part in ("lists", "record", "imports", "settings", "palette", "duplicates"):
    spec = find_spec(f"perennial.records.pages.{part}_urls")
    if spec:
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        urlpatterns += module.site
