"""Every way to walk a site, by the name a source gives. Adding a source is choosing one and filling
in a form.
"""

from __future__ import annotations

from budgetflow.sources.method import Method
from budgetflow.sources.methods.jpage import JPage
from budgetflow.sources.methods.json_list import JsonPages
from budgetflow.sources.methods.known_addresses import KnownAddresses
from budgetflow.sources.methods.list_pages import (
    ListPages,
    NestedColumns,
    NumberedPages,
    SinglePage,
)
from budgetflow.sources.methods.publish_units import PublishUnits
from budgetflow.sources.methods.sitemap import Sitemap

# The access methods by name; `budgetflow sources check` holds the registry to these names.
METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        ListPages(),
        NumberedPages(),
        SinglePage(),
        NestedColumns(),
        JPage(),
        PublishUnits(),
        JsonPages(),
        Sitemap(),
        KnownAddresses(),
    )
}
