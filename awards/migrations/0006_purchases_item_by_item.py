"""A purchase known by its one line becomes a purchase of one thing; documents get their new key."""

import unicodedata

from django.db import migrations

from accounts.querysets import fold

LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
FORMS = {"осоо", "жчк", "жчксы", "ооо", "ип", "жи", "жк", "чп", "оао", "ак", "кх", "фх"}


def name_items(apps, schema_editor):
    payments = apps.get_model("awards", "Payment").objects.exclude(line=None)
    items = apps.get_model("awards", "PurchaseItem").objects
    for payment in payments.select_related("line").iterator():
        items.create(
            award_id=payment.award_id,
            payment=payment,
            line=payment.line,
            position=1,
            what=payment.line.title,
            quantity=1,
            price=payment.amount,
            amount=payment.amount,
        )


def name_lines(apps, schema_editor):
    for item in apps.get_model("awards", "PurchaseItem").objects.order_by("-position"):
        apps.get_model("awards", "Payment").objects.filter(pk=item.payment_id).update(
            line=item.line_id
        )


def plain_name(supplier):
    words = "".join(
        letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFKC", supplier)
    )
    folded = fold(words).split()
    return " ".join(word for word in folded if word not in FORMS) or " ".join(folded)


def plain_number(number):
    folded = unicodedata.normalize("NFKC", number.replace("№", "")).casefold()
    letters = "".join(letter for letter in folded if letter.isalnum())
    letters = letters.removeprefix("номер").removeprefix("no") or letters
    if letters[:1] == "n" and letters[1:2].isdigit():
        letters = letters[1:]
    letters = letters.translate(LOOK_ALIKE)
    return letters.lstrip("0") or letters


def key_documents(apps, schema_editor):
    expenses = apps.get_model("awards", "Expense").objects
    for one in expenses.only("supplier", "document_number").iterator():
        key = f"{plain_name(one.supplier)}|{plain_number(one.document_number)}"
        expenses.filter(pk=one.pk).update(document_key=key)


def key_as_before(apps, schema_editor):
    expenses = apps.get_model("awards", "Expense").objects
    for one in expenses.only("supplier", "document_number").iterator():
        letters = "".join(sign for sign in one.document_number.casefold() if sign.isalnum())
        expenses.filter(pk=one.pk).update(document_key=f"{fold(one.supplier)}|{letters}")


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0005_payments_in_full"),
    ]

    operations = [
        migrations.RunPython(name_items, name_lines),
        migrations.RunPython(key_documents, key_as_before),
    ]
