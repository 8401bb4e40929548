from applications.views.book import CompetitionBookView
from applications.views.changes import VersionCompareView
from applications.views.check import (
    ApplicationAdmitView,
    ApplicationDeclineView,
    ApplicationMarkItemsView,
    ApplicationSendBackView,
    CompetitionDeclareFailedView,
)
from applications.views.covering import (
    ApplicationCoverView,
    CompetitionCoveringsView,
    EnclosureCoveredView,
)
from applications.views.desk import (
    ApplicationLinkApplicantView,
    ApplicationRegisteredView,
    ApplicationRepeatKeyingView,
    ApplicationResolveKeyingView,
    ApplicationScanView,
    EnvelopeRegisterView,
    EnvelopeScanView,
    ScanFileView,
    ScanTakeOutView,
)
from applications.views.enclosures import (
    ApplicationEncloseView,
    EnclosureDownloadView,
    EnclosureTakeOutView,
)
from applications.views.filling import (
    ApplicationEditView,
    ApplicationTasksView,
    CompetitionApplyView,
)
from applications.views.looking import ApplicationDetailView, VersionDetailView
from applications.views.register import ApplicationListView, CompetitionUncheckedView
from applications.views.sending import (
    ApplicationDiscardView,
    ApplicationSubmittedView,
    ApplicationSubmitView,
    ApplicationWithdrawView,
)
from applications.views.uploads import (
    ApplicationUploadView,
    UploadDropView,
    UploadPieceView,
)

__all__ = [
    "ApplicationAdmitView",
    "ApplicationCoverView",
    "ApplicationDeclineView",
    "ApplicationDetailView",
    "ApplicationDiscardView",
    "ApplicationEditView",
    "ApplicationEncloseView",
    "ApplicationLinkApplicantView",
    "ApplicationListView",
    "ApplicationMarkItemsView",
    "ApplicationRegisteredView",
    "ApplicationRepeatKeyingView",
    "ApplicationResolveKeyingView",
    "ApplicationScanView",
    "ApplicationSendBackView",
    "ApplicationSubmitView",
    "ApplicationSubmittedView",
    "ApplicationTasksView",
    "ApplicationUploadView",
    "ApplicationWithdrawView",
    "CompetitionApplyView",
    "CompetitionBookView",
    "CompetitionCoveringsView",
    "CompetitionDeclareFailedView",
    "CompetitionUncheckedView",
    "EnclosureCoveredView",
    "EnclosureDownloadView",
    "EnclosureTakeOutView",
    "EnvelopeRegisterView",
    "EnvelopeScanView",
    "ScanFileView",
    "ScanTakeOutView",
    "UploadDropView",
    "UploadPieceView",
    "VersionCompareView",
    "VersionDetailView",
]
