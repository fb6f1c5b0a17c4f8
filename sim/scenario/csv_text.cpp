#include "csv_text.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string_view>

#include "entrepot/core/printable.hpp"

namespace entrepot::scenario {
namespace {

using namespace std::string_view_literals;

constexpr const char* save_as = "save the table as CSV in UTF-8";

struct Signature {
  std::string_view bytes;
  const char* kind;
};

/// First bytes of file types that are often mistaken for CSV.
constexpr Signature signatures[] = {
    {"PK\x03\x04"sv, "a ZIP archive, such as an Excel (.xlsx) or LibreOffice (.ods) workbook"},
    {"\xD0\xCF\x11\xE0"sv, "an old Microsoft Office file, such as an Excel workbook (.xls)"},
    {"\x1F\x8B"sv, "compressed with gzip"},
    {"BZh"sv, "compressed with bzip2"},
    {"\xFD\x37zXZ"sv, "compressed with xz"},
    {"\x28\xB5\x2F\xFD"sv, "compressed with zstd"},
    {"PAR1"sv, "a Parquet file"},
    {"ARROW1"sv, "an Arrow (Feather) file"},
    {"\x89HDF"sv, "an HDF5 file"},
    {"CDF\x01"sv, "a NetCDF file"},
    {"CDF\x02"sv, "a NetCDF file"},
    {"\x93NUMPY"sv, "a NumPy array (.npy)"},
    {"RDX2\n"sv, "an R data file"},
    {"RDX3\n"sv, "an R data file"},
    {"SQLite format 3"sv, "an SQLite database"},
    {"$FL2"sv, "an SPSS file"},
    {"%PDF"sv, "a PDF document"},
    {"\x7F\x45LF"sv, "a program"},
    {"<!DOCTYPE"sv, "a web page"},
    {"<html"sv, "a web page"},
    {"<?xml"sv, "an XML document"},
    {"{"sv, "JSON"},
    {"[{"sv, "JSON"},
};

struct Encoding {
  std::string_view mark;
  const char* name;
};

/// Encodings by byte order mark; of two with a common prefix, the longer comes first.
constexpr Encoding encodings[] = {
    {"\xEF\xBB\xBF"sv, "UTF-8"}, {"\xFF\xFE\x00\x00"sv, "UTF-32LE"}, {"\x00\x00\xFE\xFF"sv, "UTF-32BE"},
    {"\xFF\xFE"sv, "UTF-16LE"},  {"\xFE\xFF"sv, "UTF-16BE"},
};

struct Converted {
  std::string text;  ///< the part that could be converted
  bool complete = false;
};

/// Closes a converter of iconv.
struct CloseIconv {
  void operator()(void* converter) const { iconv_close(converter); }
};

/// Converts to UTF-8. iconv also validates UTF-8: it stops at the first invalid byte.
Converted to_utf8(std::string_view bytes, const char* encoding) {
  const std::unique_ptr<void, CloseIconv> converter(iconv_open("UTF-8", encoding));
  Converted converted;
  char* in = const_cast<char*>(bytes.data());  // iconv does not modify its input
  std::size_t left = bytes.size();
  std::array<char, 65536> piece{};
  for (bool full = true; full;) {
    char* out = piece.data();
    std::size_t room = piece.size();
    full = iconv(converter.get(), &in, &left, &out, &room) == static_cast<std::size_t>(-1) && errno == E2BIG;
    converted.text.append(piece.data(), piece.size() - room);
  }
  converted.complete = left == 0;
  return converted;
}

/// The position just after the text.
Mark end_of(std::string_view text, const std::string& file) {
  Mark mark{file, 1, 1};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    ++mark.column;
    if (ends) mark = {file, mark.line + 1, 1};
  }
  return mark;
}

/// The UTF-16 variant of text without a byte order mark: every other byte of ASCII text is zero.
const char* unmarked_utf16(std::string_view bytes) {
  std::array<std::size_t, 2> zeros{};
  const std::size_t looked_at = std::min<std::size_t>(bytes.size(), 4096);
  for (std::size_t i = 0; i < looked_at; ++i) zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
  const auto most = looked_at * 2 / 5;
  if (zeros[1] > most && zeros[0] < looked_at / 10) return "UTF-16LE";
  return zeros[0] > most && zeros[1] < looked_at / 10 ? "UTF-16BE" : nullptr;
}

/// The likely encoding of text that is not UTF-8: bytes above ASCII are mostly single in Latin alphabets, and in pairs
/// in those of China, Japan and Korea.
const char* legacy_encoding(std::string_view bytes) {
  std::size_t alone = 0;
  std::size_t in_pairs = 0;
  bool controls = false;
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t end = i;
    for (; end < bytes.size() && static_cast<unsigned char>(bytes[end]) >= 0x80; ++end)
      controls = controls || static_cast<unsigned char>(bytes[end]) < 0xA0;
    (end - i == 1 ? alone : in_pairs) += end > i ? 1 : 0;
    i = end + 1;
  }
  if (in_pairs > alone) return "GB18030, Big5, Shift JIS or EUC-KR";
  return controls ? "Windows-1252" : "Latin-1 (ISO 8859-1) or Windows-1252";
}

/// Why the bytes cannot be text; empty if they may be.
std::string not_text(std::string_view bytes) {
  for (const auto& signature : signatures) {
    if (bytes.starts_with(signature.bytes))
      return fmt::format("not a CSV file: it seems to be {}; {}", signature.kind, save_as);
  }
  if (const char* encoding = unmarked_utf16(bytes); encoding != nullptr) {
    return fmt::format("not UTF-8: it seems to be {} without a byte order mark; {}", encoding, save_as);
  }
  return "";
}

}  // namespace

std::optional<std::string> csv_text(const std::string& bytes, const std::string& file, Diagnostics& diagnostics) {
  const Mark start{file, 1, 1};
  const auto refuse = [&](const Mark& mark, const std::string& why) {
    diagnostics.error(mark, "", why);
    return std::nullopt;
  };
  const auto* found = std::find_if(std::begin(encodings), std::end(encodings),
                                   [&](const auto& e) { return bytes.starts_with(e.mark); });
  const bool marked = found != std::end(encodings);
  const std::string_view body = std::string_view(bytes).substr(marked ? found->mark.size() : 0);
  if (body.empty()) return refuse(start, "the file is empty; expected a header line of column names");
  if (const auto why = not_text(body); !why.empty() && (!marked || found->name == "UTF-8"sv)) return refuse(start, why);

  const auto converted = to_utf8(body, marked ? found->name : "UTF-8");
  const Mark end = converted.complete ? start : end_of(converted.text, file);
  if (!converted.complete && marked)
    return refuse(end, fmt::format("not {}, despite its byte order mark; {}", found->name, save_as));
  if (!converted.complete)
    return refuse(end, fmt::format("not UTF-8: it may be {}; {}", legacy_encoding(body), save_as));
  if (const auto at = first_control_character(converted.text)) {
    const auto code = static_cast<unsigned char>(converted.text[*at]);
    return refuse(end_of(std::string_view(converted.text).substr(0, *at), file),
                  fmt::format("the control character U+{:04X} is not allowed in a table; is it a binary file?", code));
  }
  return converted.text;
}

}  // namespace entrepot::scenario
