"""What every floor may use: ids, clock, counts, dates, languages, plain words, rings, worlds, refusals, kept files, types of files."""

from .activity import Activity
from .addresses import is_public
from .clock import PARIS, now, today
from .counts import Count, Qualifier, Total, total
from .dates import FuzzyDate, Precision
from .errors import Conflict, Denied, Invalid, Missing, Refusal, Refusals
from .fields import IdField
from .files import (
    FILE_KEYS,
    FILES_FOLDER,
    FileRef,
    FilesChecked,
    NoFile,
    check_files,
    copy_file_keys,
    erase_file,
    erase_files,
    files_of,
    keep_file,
    read_file,
    read_files,
)
from .filetypes import HEAD, FileFault, FileLook, Media, look_at_archive, look_at_file, look_at_head
from .ids import SYSTEM, ActorId, OrgId, VaultRef, new_id
from .languages import LANGUAGES, SCREEN_LANGUAGES, Language
from .numbers import whole_number
from .parcels import Parcel, json_parcel, table_parcel
from .pipes import Pipe
from .rings import Ring
from .secret_files import secret_file
from .statements import RowStatement, Statement
from .traces import Trace, cut, level_text, traces_in, without_overlaps
from .transactions import after_commit, atomic
from .vague_counts import parse_vague_count
from .vague_dates import parse_vague_date, write_vague_date
from .words import FOUR, draw_words, four_words, is_listed, near_words, plain_word, word_list
from .worlds import World, WorldName, base_world, data_folder, practice_world, practising, world, world_database

__all__ = [
    "FILES_FOLDER",
    "FILE_KEYS",
    "FOUR",
    "HEAD",
    "LANGUAGES",
    "PARIS",
    "SCREEN_LANGUAGES",
    "SYSTEM",
    "Activity",
    "ActorId",
    "Conflict",
    "Count",
    "Denied",
    "FileFault",
    "FileLook",
    "FileRef",
    "FilesChecked",
    "FuzzyDate",
    "IdField",
    "Invalid",
    "Language",
    "Media",
    "Missing",
    "NoFile",
    "OrgId",
    "Parcel",
    "Pipe",
    "Precision",
    "Qualifier",
    "Refusal",
    "Refusals",
    "Ring",
    "RowStatement",
    "Statement",
    "Total",
    "Trace",
    "VaultRef",
    "World",
    "WorldName",
    "after_commit",
    "atomic",
    "base_world",
    "check_files",
    "copy_file_keys",
    "cut",
    "data_folder",
    "draw_words",
    "erase_file",
    "erase_files",
    "files_of",
    "four_words",
    "is_listed",
    "is_public",
    "json_parcel",
    "keep_file",
    "level_text",
    "look_at_archive",
    "look_at_file",
    "look_at_head",
    "near_words",
    "new_id",
    "now",
    "parse_vague_count",
    "parse_vague_date",
    "plain_word",
    "practice_world",
    "practising",
    "read_file",
    "read_files",
    "secret_file",
    "table_parcel",
    "today",
    "total",
    "traces_in",
    "whole_number",
    "without_overlaps",
    "word_list",
    "world",
    "world_database",
    "write_vague_date",
]
