from django.db import migrations

# As they were when this was written: what was returned before opened every page.
PAGES = [
    "applicant",
    "initiative",
    "existing",
    "plan",
    "beneficiaries",
    "participation",
    "budget",
    "contributions",
    "enclosures",
]


def open_every_page(apps, schema_editor):
    """An application returned before pages were named goes on as it began."""
    kept, items = (
        apps.get_model("applications", "Return"),
        apps.get_model("competitions", "ChecklistItem"),
    )
    documents = set(items.objects.filter(is_document=True).values_list("pk", flat=True))
    for row in kept.objects.all().iterator():
        row.parts = PAGES
        row.items = [
            {"point": "", "is_document": item["item"] in documents, "parts": PAGES} | item
            for item in row.items
        ]
        row.save(update_fields=["parts", "items"])


def forget_the_pages(apps, schema_editor):
    """The column goes away; what was added to the items is not asked for any more."""


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_pages_to_mend"),
        ("competitions", "0001_calls_and_commissions"),
    ]

    operations = [migrations.RunPython(open_every_page, forget_the_pages)]
