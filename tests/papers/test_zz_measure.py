import time, io, resource
from scoring.models import package_of, Sheet
from competitions.models import Competition, Seat
from applications.models import Application
from papers import package
from scoring.forms import ScoreForm
from tests import factories
from openpyxl import load_workbook
def test_thousand(scoring, member, sheet_of, first, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    seat=Seat.objects.get(competition=scoring,user=member)
    base=Application.objects.get(pk=first.pk)
    rows=[]
    for n in range(1000,2000):
        a=Application.objects.get(pk=first.pk); a.pk=None; a.id=None; a._state.adding=True; a.number=n; rows.append(a)
    Application.objects.bulk_create(rows)
    apps=list(Application.objects.filter(competition=scoring,number__gte=1000))
    Sheet.objects.bulk_create(Sheet(competition=scoring,seat=seat,application=a,position=i+10,state="open") for i,a in enumerate(apps))
    with CaptureQueriesContext(connection) as q:
        t=time.time(); p=package_of(Competition.objects.get(pk=scoring.pk),member); t1=time.time(); f=package.workbook(p); t2=time.time()
    b=f.getvalue()
    print("sheets",len(p.sheets),"gather",t1-t,"write",t2-t1,"bytes",len(b),"queries",len(q))
    book=load_workbook(io.BytesIO(b))
    for row in book["My points"].iter_rows(min_row=3):
        row[8].value=7
    out=io.BytesIO(); book.save(out); out.seek(0)
    with CaptureQueriesContext(connection) as q:
        t=time.time(); p=package_of(Competition.objects.get(pk=scoring.pk),member); fl=package.read(out,p); t1=time.time(); r=package.take(fl,p,actor=member,desk=ScoreForm); t2=time.time()
    print("read",t1-t,"take",t2-t1,"taken",sum(x.is_taken for x in r),"queries",len(q), "rss", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
