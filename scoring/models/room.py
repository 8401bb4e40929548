"""One laptop in the room: the session opened on it, and the PINs by which members take turns."""

from hashlib import sha256

from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import User
from audit.acts import Beginning, says
from competitions.choices import SeatState
from competitions.models import Competition, Seat
from scoring import rules
from scoring.choices import WRITABLE, PinState, RoomState
from scoring.models.sheet import Sheet
from scoring.querysets import PinQuerySet, RoomQuerySet


class Room(models.Model):
    """Room mode of one call on one computer, from its opening to its closing."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    # SECURITY: the key itself lies in that browser only.
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    state = FSMField(
        _("state"), choices=RoomState, default=RoomState.OPEN, protected=True, editable=False
    )

    objects = RoomQuerySet.as_manager()

    beginning = Beginning(
        verb="open_room",
        label=_("Open room mode on this computer"),
        done=_("Room mode opened"),
        may=rules.may_keep_room,
        conditions=[rules.marks_may_still_change],
    )

    def __str__(self) -> str:
        return now_in_words("Room mode, %(call)s") % {"call": self.competition}

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("room_list", args=[self.competition_id])

    @property
    def is_open(self) -> bool:
        return self.state == RoomState.OPEN

    @transition(
        state,
        source=RoomState.OPEN,
        target=None,
        permission=rules.may_take_turn,
        conditions=[rules.marks_may_still_change],
        custom=says(_("Take the turn"), _("Turn taken at the computer in the room")),
    )
    def take_turn(self, *, at):
        pass

    @transition(
        state,
        source=RoomState.OPEN,
        target=RoomState.CLOSED,
        permission=rules.may_keep_room,
        custom=says(_("Close room mode"), _("Room mode closed"), weight="main"),
    )
    def close_room(self, *, at):
        self.closed_at = at


class Pin(models.Model):
    """Six figures by which one member takes a turn in the room; they are good nowhere else."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    code_hash = models.CharField(max_length=128, editable=False)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"))
    state = FSMField(
        _("state"), choices=PinState, default=PinState.GIVEN, protected=True, editable=False
    )

    objects = PinQuerySet.as_manager()

    beginning = Beginning(
        verb="give_pin",
        label=_("Give a PIN for the room"),
        done=_("PIN given"),
        may=rules.may_give_pin,
        conditions=[rules.seat_is_held],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(state=PinState.GIVEN), name="one_pin_a_seat"
            )
        ]

    def __str__(self) -> str:
        return now_in_words("PIN of %(person)s") % {"person": self.seat.user.name}

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("room_list", args=[self.competition_id])

    @transition(
        state,
        source=PinState.GIVEN,
        target=PinState.WITHDRAWN,
        permission=rules.may_give_pin,
        custom=says(_("Withdraw the PIN"), _("PIN withdrawn"), weight="danger"),
    )
    def withdraw_pin(self, *, at):
        pass


def key_hash(key: str) -> str:
    """What is kept of the key of a room."""
    return sha256(key.encode()).hexdigest()


def room_of(key: str) -> Room | None:
    """The room opened in the browser that holds this key, as long as the commission works."""
    if not key:
        return None
    held = Room.objects.filter(key_hash=key_hash(key), state=RoomState.OPEN)
    room = held.select_related("competition__municipality").first()
    return room if room and rules.commission_is_at_work(room.competition) else None


def seats_with_pins(room: Room) -> list[Seat]:
    """The members who can take a turn: seated, with a PIN."""
    given = Pin.objects.filter(competition=room.competition, state=PinState.GIVEN)
    held = set(given.values_list("seat_id", flat=True))
    seats = [seat for seat in room.competition.seated() if seat.pk in held]
    return sorted(seats, key=lambda seat: (seat.user.name, seat.pk))


def pins_of(competition: Competition) -> list[tuple[Seat, Pin | None]]:
    """Every seat that is held, with its PIN where it has one."""
    given = Pin.objects.filter(competition=competition, state=PinState.GIVEN)
    pins = {pin.seat_id: pin for pin in given}
    return [(seat, pins.get(seat.pk)) for seat in competition.seated()]


def own_sheet_in(room: Room, user: User, pk: int | None) -> bool:
    """Whether this is a sheet of this person in the call of this room."""
    own = Sheet.objects.filter(pk=pk, competition=room.competition_id).of_person(user)
    return own.exists()


def own_open_sheet(room: Room, user: User, pk: str) -> Sheet | None:
    """The sheet of this person in the call of this room by this number, if it may be written."""
    if not (pk.isdecimal() and len(pk) < 16):
        return None
    own = Sheet.whole.filter(pk=int(pk), competition=room.competition_id, state__in=WRITABLE)
    return own.filter(seat__user=user, seat__state=SeatState.SEATED).first()


def turn_of(room: Room, seat: int, code: str) -> User | None:
    """The member whose seat and PIN these are, if he may take the turn in this room."""
    given = Pin.objects.filter(competition=room.competition, seat=seat, state=PinState.GIVEN)
    pin = given.select_related("seat__user").first()
    if pin is None:
        # SECURITY: a seat without a PIN costs as much time as a wrong one.
        make_password(code)
        return None
    if not check_password(code, pin.code_hash):
        return None
    person = pin.seat.user
    return person if rules.may_take_turn(room, person) else None
