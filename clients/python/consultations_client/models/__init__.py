"""Contains all the data models used in inputs/outputs"""

from .appeal_access import AppealAccess
from .appeal_case_out import AppealCaseOut
from .appeal_case_out_about import AppealCaseOutAbout
from .appeal_in import AppealIn
from .appeal_out import AppealOut
from .appeal_out_about import AppealOutAbout
from .appeal_rule import AppealRule
from .appeal_state import AppealState
from .appeals_out import AppealsOut
from .call_out import CallOut
from .call_out_placement import CallOutPlacement
from .comment_in import CommentIn
from .comment_out import CommentOut
from .comment_out_state import CommentOutState
from .comment_viewer import CommentViewer
from .commenting import Commenting
from .commenting_out import CommentingOut
from .commenting_out_state import CommentingOutState
from .consultation_brief import ConsultationBrief
from .consultation_brief_status import ConsultationBriefStatus
from .consultation_order import ConsultationOrder
from .consultation_out import ConsultationOut
from .consultation_out_status import ConsultationOutStatus
from .consultation_window_out import ConsultationWindowOut
from .consultations_out import ConsultationsOut
from .contact_out import ContactOut
from .contribution_out import ContributionOut
from .contributions_out import ContributionsOut
from .counts_out import CountsOut
from .deletion_in import DeletionIn
from .deletion_out import DeletionOut
from .delivery import Delivery
from .discussion_brief import DiscussionBrief
from .discussion_card_out import DiscussionCardOut
from .discussion_card_out_state import DiscussionCardOutState
from .discussion_out import DiscussionOut
from .discussion_viewer import DiscussionViewer
from .discussions_out import DiscussionsOut
from .document_block_out import DocumentBlockOut
from .document_out import DocumentOut
from .event_out import EventOut
from .event_out_placement import EventOutPlacement
from .follow_out import FollowOut
from .following_out import FollowingOut
from .follows_out import FollowsOut
from .get_own_data_response import GetOwnDataResponse
from .guidance_block_out import GuidanceBlockOut
from .guidance_out import GuidanceOut
from .help_contact_out import HelpContactOut
from .in_reply_to import InReplyTo
from .index_out import IndexOut
from .likes_out import LikesOut
from .list_consultations_consultation_order import ListConsultationsConsultationOrder
from .list_threads_order import ListThreadsOrder
from .me_links import MeLinks
from .me_out import MeOut
from .milestone_out import MilestoneOut
from .milestone_out_placement import MilestoneOutPlacement
from .moderation_out import ModerationOut
from .moderation_out_mode import ModerationOutMode
from .notice_kind import NoticeKind
from .notice_link import NoticeLink
from .notice_out import NoticeOut
from .notice_settings_in import NoticeSettingsIn
from .notice_settings_out import NoticeSettingsOut
from .notices_out import NoticesOut
from .notices_read_in import NoticesReadIn
from .order import Order
from .organisation_out import OrganisationOut
from .own_event import OwnEvent
from .own_report_out import OwnReportOut
from .own_reports_out import OwnReportsOut
from .own_sanction_out import OwnSanctionOut
from .own_sanctions_out import OwnSanctionsOut
from .page_link_out import PageLinkOut
from .passage import Passage
from .picture_block_out import PictureBlockOut
from .picture_out import PictureOut
from .place_out import PlaceOut
from .policy_contact_out import PolicyContactOut
from .policy_out import PolicyOut
from .problem import Problem
from .problem_field import ProblemField
from .profile_in import ProfileIn
from .profile_out import ProfileOut
from .prompt_block_out import PromptBlockOut
from .prompt_out import PromptOut
from .publication_out import PublicationOut
from .publication_out_placement import PublicationOutPlacement
from .question_out import QuestionOut
from .quote_block_out import QuoteBlockOut
from .quote_out import QuoteOut
from .rendition_out import RenditionOut
from .replies_out import RepliesOut
from .report_in import ReportIn
from .report_kind import ReportKind
from .report_made_out import ReportMadeOut
from .report_out import ReportOut
from .report_state import ReportState
from .route_out import RouteOut
from .rule_count_out import RuleCountOut
from .rule_out import RuleOut
from .sanction_kind import SanctionKind
from .size_out import SizeOut
from .sizes_out import SizesOut
from .stage_out import StageOut
from .stage_out_placement_type_0 import StageOutPlacementType0
from .state import State
from .state_count_out import StateCountOut
from .statistics_out import StatisticsOut
from .status import Status
from .status_words_out import StatusWordsOut
from .target_out import TargetOut
from .text_block_out import TextBlockOut
from .thread_out import ThreadOut
from .thread_out_state import ThreadOutState
from .threads_out import ThreadsOut
from .timeline_link_out import TimelineLinkOut
from .timeline_link_out_kind import TimelineLinkOutKind
from .timeline_out import TimelineOut
from .timeline_picture_out import TimelinePictureOut
from .topic_out import TopicOut
from .topic_ref import TopicRef
from .topics_out import TopicsOut
from .unfollowed_out import UnfollowedOut
from .unread_out import UnreadOut
from .video_block_out import VideoBlockOut
from .video_out import VideoOut
from .waiting_out import WaitingOut
from .when_out import WhenOut
from .when_out_precision import WhenOutPrecision
from .window_out import WindowOut

__all__ = (
    "AppealAccess",
    "AppealCaseOut",
    "AppealCaseOutAbout",
    "AppealIn",
    "AppealOut",
    "AppealOutAbout",
    "AppealRule",
    "AppealState",
    "AppealsOut",
    "CallOut",
    "CallOutPlacement",
    "CommentIn",
    "CommentOut",
    "CommentOutState",
    "CommentViewer",
    "Commenting",
    "CommentingOut",
    "CommentingOutState",
    "ConsultationBrief",
    "ConsultationBriefStatus",
    "ConsultationOrder",
    "ConsultationOut",
    "ConsultationOutStatus",
    "ConsultationWindowOut",
    "ConsultationsOut",
    "ContactOut",
    "ContributionOut",
    "ContributionsOut",
    "CountsOut",
    "DeletionIn",
    "DeletionOut",
    "Delivery",
    "DiscussionBrief",
    "DiscussionCardOut",
    "DiscussionCardOutState",
    "DiscussionOut",
    "DiscussionViewer",
    "DiscussionsOut",
    "DocumentBlockOut",
    "DocumentOut",
    "EventOut",
    "EventOutPlacement",
    "FollowOut",
    "FollowingOut",
    "FollowsOut",
    "GetOwnDataResponse",
    "GuidanceBlockOut",
    "GuidanceOut",
    "HelpContactOut",
    "InReplyTo",
    "IndexOut",
    "LikesOut",
    "ListConsultationsConsultationOrder",
    "ListThreadsOrder",
    "MeLinks",
    "MeOut",
    "MilestoneOut",
    "MilestoneOutPlacement",
    "ModerationOut",
    "ModerationOutMode",
    "NoticeKind",
    "NoticeLink",
    "NoticeOut",
    "NoticeSettingsIn",
    "NoticeSettingsOut",
    "NoticesOut",
    "NoticesReadIn",
    "Order",
    "OrganisationOut",
    "OwnEvent",
    "OwnReportOut",
    "OwnReportsOut",
    "OwnSanctionOut",
    "OwnSanctionsOut",
    "PageLinkOut",
    "Passage",
    "PictureBlockOut",
    "PictureOut",
    "PlaceOut",
    "PolicyContactOut",
    "PolicyOut",
    "Problem",
    "ProblemField",
    "ProfileIn",
    "ProfileOut",
    "PromptBlockOut",
    "PromptOut",
    "PublicationOut",
    "PublicationOutPlacement",
    "QuestionOut",
    "QuoteBlockOut",
    "QuoteOut",
    "RenditionOut",
    "RepliesOut",
    "ReportIn",
    "ReportKind",
    "ReportMadeOut",
    "ReportOut",
    "ReportState",
    "RouteOut",
    "RuleCountOut",
    "RuleOut",
    "SanctionKind",
    "SizeOut",
    "SizesOut",
    "StageOut",
    "StageOutPlacementType0",
    "State",
    "StateCountOut",
    "StatisticsOut",
    "Status",
    "StatusWordsOut",
    "TargetOut",
    "TextBlockOut",
    "ThreadOut",
    "ThreadOutState",
    "ThreadsOut",
    "TimelineLinkOut",
    "TimelineLinkOutKind",
    "TimelineOut",
    "TimelinePictureOut",
    "TopicOut",
    "TopicRef",
    "TopicsOut",
    "UnfollowedOut",
    "UnreadOut",
    "VideoBlockOut",
    "VideoOut",
    "WaitingOut",
    "WhenOut",
    "WhenOutPrecision",
    "WindowOut",
)
