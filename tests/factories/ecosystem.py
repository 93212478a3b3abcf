"""Actors, places and fields."""

from datetime import date, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ecosystem.domain.experts import LISTING, listing_text
from ecosystem.domain.profile_consents import given
from ecosystem.enums import (
    ConnectionPurpose,
    ContactWay,
    DocumentKind,
    EventState,
    ExpertKind,
    LocalityKind,
    MilestoneKind,
    OrganizationKind,
    PostIntent,
    PostState,
    RegistrationState,
    RelationKind,
    ServiceKind,
)
from ecosystem.models import (
    BoardPost,
    Booking,
    ConnectionRequest,
    DocumentCorrection,
    DocumentRelation,
    DocumentTopic,
    Event,
    EventRegistration,
    Expert,
    Field,
    Indicator,
    Locality,
    Milestone,
    Organization,
    Plan,
    PolicyDocument,
    ProfileClaim,
    RoadmapStep,
    Room,
    Service,
    ServiceRequest,
    Startup,
    SupportKind,
    SupportOffer,
)
from portal.roles import Role
from tests.factories.portal import UserFactory


class FieldFactory(DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ("slug",)

    name = factory.Sequence(lambda n: f"Lĩnh vực {n}")
    slug = factory.Sequence(lambda n: f"linh-vuc-{n}")


class LocalityFactory(DjangoModelFactory):
    class Meta:
        model = Locality

    name = factory.Sequence(lambda n: f"Xã {n}")
    slug = factory.Sequence(lambda n: f"xa-{n}")
    kind = LocalityKind.COMMUNE


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    kind = OrganizationKind.DEPARTMENT
    name = factory.Sequence(lambda n: f"Sở số {n}")
    slug = factory.Sequence(lambda n: f"so-so-{n}")


class StartupFactory(DjangoModelFactory):
    class Meta:
        model = Startup

    name = factory.Sequence(lambda n: f"Dự án {n}")
    slug = factory.Sequence(lambda n: f"du-an-{n}")


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    startup = factory.SubFactory(StartupFactory)
    kind = MilestoneKind.PROTOTYPE
    year = 2024
    title = factory.Sequence(lambda n: f"Mốc {n}")


class SupportKindFactory(DjangoModelFactory):
    class Meta:
        model = SupportKind
        django_get_or_create = ("slug",)

    name = factory.Sequence(lambda n: f"Hỗ trợ {n}")
    slug = factory.Sequence(lambda n: f"ho-tro-{n}")


class ProfileClaimFactory(DjangoModelFactory):
    class Meta:
        model = ProfileClaim

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    position = "Giám đốc"
    statement = "Giấy giới thiệu kèm theo"


class PolicyDocumentFactory(DjangoModelFactory):
    class Meta:
        model = PolicyDocument

    number = factory.Sequence(lambda n: f"{n + 10}/KH-UBND")
    kind = DocumentKind.PLAN
    issuer = "Ủy ban nhân dân tỉnh Lạng Sơn"
    issued_on = date(2020, 12, 23)
    subject = factory.Sequence(lambda n: f"Kế hoạch số {n}")


class DocumentTopicFactory(DjangoModelFactory):
    class Meta:
        model = DocumentTopic

    name = factory.Sequence(lambda n: f"Lĩnh vực văn bản {n}")


class DocumentRelationFactory(DjangoModelFactory):
    class Meta:
        model = DocumentRelation

    source = factory.SubFactory(PolicyDocumentFactory)
    kind = RelationKind.REPLACES
    target = factory.SubFactory(PolicyDocumentFactory)


class DocumentCorrectionFactory(DjangoModelFactory):
    class Meta:
        model = DocumentCorrection

    document = factory.SubFactory(PolicyDocumentFactory)
    corrected_on = date(2021, 1, 5)
    text = "Điều 2: sửa 2012 thành 2021"


class SupportOfferFactory(DjangoModelFactory):
    """An offer that everybody sees: conditions are set by the test."""

    class Meta:
        model = SupportOffer

    name = factory.Sequence(lambda n: f"Nội dung hỗ trợ {n}")
    kind = factory.SubFactory(SupportKindFactory)
    summary = "Một câu"
    is_published = True


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    document = factory.SubFactory(PolicyDocumentFactory)
    start_year = 2021
    end_year = 2025


class RoadmapStepFactory(DjangoModelFactory):
    class Meta:
        model = RoadmapStep

    title = factory.Sequence(lambda n: f"Bước {n}")


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"Chỉ tiêu {n}")
    unit = "dự án"
    target_from = 3


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    title = factory.Sequence(lambda n: f"Ngày hội {n}")
    state = EventState.DRAFT


class OpenEventFactory(EventFactory):
    """Published, in a week, and takes registrations."""

    state = EventState.PUBLISHED
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=3))
    venue = "Hội trường Trung tâm"
    takes_registrations = True


class EventRegistrationFactory(DjangoModelFactory):
    class Meta:
        model = EventRegistration

    event = factory.SubFactory(OpenEventFactory)
    full_name = factory.Sequence(lambda n: f"Hoàng Thị Dự {n}")
    email = factory.Sequence(lambda n: f"du{n}@sukien.test")
    email_key = factory.LazyAttribute(lambda row: row.email.casefold())
    state = RegistrationState.REGISTERED


class SpaceFactory(OrganizationFactory):
    kind = OrganizationKind.COWORKING
    name = factory.Sequence(lambda n: f"Khu làm việc chung {n}")
    slug = factory.Sequence(lambda n: f"khu-{n}")


class RoomFactory(DjangoModelFactory):
    """A room; ``is_open=True`` opens it every day from 8 to 18."""

    class Meta:
        model = Room
        skip_postgeneration_save = True

    organization = factory.SubFactory(SpaceFactory)
    name = factory.Sequence(lambda n: f"Phòng {n}")
    slug = factory.Sequence(lambda n: f"phong-{n}")
    capacity = 10

    @factory.post_generation
    def is_open(self, create, extracted, **kwargs):
        if create and extracted:
            for weekday in range(7):
                self.openings.create(weekday=weekday, opens_at=time(8), closes_at=time(18))


class BookingFactory(DjangoModelFactory):
    """Tomorrow's booking of an hour."""

    class Meta:
        model = Booking

    room = factory.SubFactory(RoomFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda booking: booking.starts_at + timedelta(hours=1))
    held_until = factory.LazyAttribute(lambda booking: booking.ends_at + booking.room.buffer)
    purpose = "Họp nhóm"


class ExpertFactory(DjangoModelFactory):
    """Somebody who agreed to be listed; ``listed=False`` did not. Has no account, but an address."""

    class Meta:
        model = Expert
        skip_postgeneration_save = True

    kind = ExpertKind.MENTOR
    name = factory.Sequence(lambda n: f"Cố vấn {n}")
    slug = factory.Sequence(lambda n: f"co-van-{n}")
    email = factory.Sequence(lambda n: f"covan{n}@rieng.test")

    @factory.post_generation
    def listed(self, create, extracted, **kwargs):
        if create and extracted is not False:
            self.listing_consent = given(self, self.user or UserFactory(), LISTING, listing_text)
            self.save()


class ConnectionRequestFactory(DjangoModelFactory):
    """A request just received."""

    class Meta:
        model = ConnectionRequest

    founder = factory.SubFactory(UserFactory)
    startup = factory.SubFactory(StartupFactory, owner=factory.SelfAttribute("..founder"))
    expert = factory.SubFactory(ExpertFactory)
    purpose = ConnectionPurpose.MENTORING
    message = "Nhóm cần người đồng hành."
    contact_way = ContactWay.EMAIL
    founder_contact = factory.LazyAttribute(lambda request: request.founder.email)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=3))


class BoardPostFactory(DjangoModelFactory):
    """A post just received, in the name of a public project of its author; ``is_shown=True``: published."""

    class Meta:
        model = BoardPost

    class Params:
        is_shown = factory.Trait(
            state=PostState.PUBLISHED,
            published_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )

    author = factory.SubFactory(UserFactory, verified=True)
    startup = factory.SubFactory(
        StartupFactory, owner=factory.SelfAttribute("..author"), is_public=True
    )
    intent = PostIntent.NEED
    kind = ConnectionPurpose.OFFTAKE
    title = factory.Sequence(lambda n: f"Tìm nơi bao tiêu hoa hồi {n}")
    text = "Mỗi vụ hai tấn hoa hồi khô, giao tại xã."
    last_day = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))


class ServiceFactory(DjangoModelFactory):
    """An open service of a business association; ``staffed=True`` gives its unit one person."""

    class Meta:
        model = Service
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory, kind=OrganizationKind.ASSOCIATION)
    name = factory.Sequence(lambda n: f"Tư vấn pháp lý {n}")
    slug = factory.Sequence(lambda n: f"tu-van-phap-ly-{n}")
    kind = ServiceKind.LEGAL
    summary = "Giải đáp vướng mắc pháp lý khi kinh doanh."
    what_you_get = "Một buổi tư vấn\nVăn bản trả lời"
    cost = "Miễn phí"

    @factory.post_generation
    def staffed(self, create, extracted, **kwargs):
        if create and extracted:
            unit_person(self.organization)


def unit_person(unit, role=Role.ASSOCIATION, **fields):
    """Somebody who answers requests of ``unit``."""
    user = UserFactory(roles=[role], **fields)
    user.memberships.create(organization=unit)
    return user


class ServiceRequestFactory(DjangoModelFactory):
    """A request just received."""

    class Meta:
        model = ServiceRequest

    service = factory.SubFactory(ServiceFactory)
    requester = factory.SubFactory(UserFactory, verified=True)
    subject = "Hợp đồng với nhà cung cấp"
    text = "Nhóm cần góp ý cho hợp đồng mua nguyên liệu."
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5))
