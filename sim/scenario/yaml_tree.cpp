#include "entrepot/scenario/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>

#include "entrepot/core/printable.hpp"

namespace entrepot::scenario {
namespace {

constexpr std::size_t max_bytes = std::size_t{2} << 20U;
constexpr std::size_t max_levels = 64;
constexpr std::size_t max_values = 100000;
// The scanner of yaml-cpp reads a whole run of open brackets, at about 200 bytes each, before it counts the first as a
// level. This check counts brackets anywhere, including in text, so its limit is far above the allowed number of
// levels.
constexpr int max_open_brackets = 1000;

/// Thrown where parsing cannot continue.
struct Limit {
  Mark mark;
  std::string message;
};

/// Continuation bytes of a UTF-8 lead byte (Unicode 15, table 3-7): their number, and the range of the first.
struct Continuation {
  std::size_t bytes;
  unsigned char lowest = 0x80;
  unsigned char highest = 0xBF;
};

std::optional<Continuation> continuation(unsigned char lead) {
  if (lead < 0x80) return Continuation{0};
  if (lead >= 0xC2 && lead < 0xE0) return Continuation{1};
  if (lead == 0xE0) return Continuation{2, 0xA0, 0xBF};
  if (lead == 0xED) return Continuation{2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead < 0xF0) return Continuation{2};
  if (lead == 0xF0) return Continuation{3, 0x90, 0xBF};
  if (lead >= 0xF1 && lead < 0xF4) return Continuation{3};
  if (lead == 0xF4) return Continuation{3, 0x80, 0x8F};
  return std::nullopt;
}

/// Offset of the first byte that is not UTF-8.
std::optional<std::size_t> first_bad_byte(const std::string& text) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  for (std::size_t i = 0; i < text.size();) {
    const auto next = continuation(byte(i));
    if (!next || i + next->bytes >= text.size()) return i;
    for (std::size_t k = 1; k <= next->bytes; ++k) {
      const unsigned char lowest = k == 1 ? next->lowest : 0x80;
      const unsigned char highest = k == 1 ? next->highest : 0xBF;
      if (byte(i + k) < lowest || byte(i + k) > highest) return i;
    }
    i += next->bytes + 1;
  }
  return std::nullopt;
}

/// Offset of the first bracket beyond the limit of open brackets.
std::optional<std::size_t> first_bracket_too_many(const std::string& text) {
  int open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[' || text[i] == '{') ++open;
    if (text[i] == ']' || text[i] == '}') open = std::max(0, open - 1);
    if (open > max_open_brackets) return i;
  }
  return std::nullopt;
}

Mark mark_at(const std::string& text, std::size_t offset, const std::string& file) {
  Mark mark{file, 1, 1};
  for (std::size_t i = 0; i < offset; ++i) {
    ++mark.column;
    if (text[i] == '\n') mark = {file, mark.line + 1, 1};
  }
  return mark;
}

/// Checks the text before parsing. Throws Limit.
void check_text(const std::string& text, const std::string& file) {
  if (text.size() > max_bytes)
    throw Limit{{file, 0, 0}, fmt::format("too large; a scenario has at most {} bytes", max_bytes)};
  if (const auto at = first_bad_byte(text)) throw Limit{mark_at(text, *at, file), "the text is not UTF-8"};
  if (const auto at = first_control_character(text)) {
    const auto code = static_cast<unsigned char>(text[*at]);
    throw Limit{mark_at(text, *at, file), fmt::format("the text contains the control character U+{:04X}", code)};
  }
  if (const auto at = first_bracket_too_many(text))
    throw Limit{mark_at(text, *at, file), fmt::format("more than {} brackets are open", max_open_brackets)};
}

std::size_t depth_of(const Value& value) {
  std::size_t deepest = 0;
  for (const auto& item : value.items) deepest = std::max(deepest, depth_of(item));
  for (const auto& entry : value.entries) deepest = std::max(deepest, depth_of(entry.value));
  return value.kind == Value::Kind::scalar || value.kind == Value::Kind::null ? 0 : deepest + 1;
}

std::size_t count_values(const Value& value) {
  std::size_t count = 1;
  for (const auto& item : value.items) count += count_values(item);
  for (const auto& entry : value.entries) count += count_values(entry.value);
  return count;
}

/// Whether the null that the parser reports at `offset` is written there as ~ or null. The parser reports a missing
/// value in the same way, at the position of the next token.
bool is_written_null(std::string_view text, std::size_t offset) {
  constexpr std::string_view blank = " \t\r\n";
  std::string_view rest = text.substr(std::min(offset, text.size()));
  while (rest.starts_with('&')) {  // an anchor precedes its value
    rest.remove_prefix(std::min(rest.size(), rest.find_first_of(blank)));
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(blank)));
  }
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n,]}"));
  return word == "~" || word == "null" || word == "Null" || word == "NULL";
}

constexpr const char* empty_value =
    "the value is empty; give a value or delete the key (in a scenario, ~ removes what an extended file sets)";

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, std::string file, Lines lines, Diagnostics& diagnostics)
      : text_(text), file_(std::move(file)), lines_(lines), diagnostics_(diagnostics) {
    root_.left_empty = true;  // until a document starts
  }
  Value take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) throw Limit{at(mark), "a second YAML document starts here; expected one"};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Value null = leaf(Value::Kind::null, mark);
    null.left_empty = !is_written_null(text_, static_cast<std::size_t>(mark.pos));
    add(std::move(null), anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    check_tag(mark, tag);
    check_characters(mark, text);
    Value scalar = leaf(Value::Kind::scalar, mark);
    scalar.text = text;
    scalar.quoted = tag == "!";
    add(std::move(scalar), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto it = anchors_.find(anchor);
    if (it == anchors_.end()) throw Limit{at(mark), "an alias that contains itself"};
    check_levels(mark, open_.size() + depth_of(it->second));
    values_ += count_values(it->second);
    check_budget(mark);
    Value copy = it->second;
    copy.left_empty = false;  // reported at the anchor
    add(std::move(copy), 0);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    open(Value::Kind::sequence, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    open(Value::Kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Value value;
    YAML::anchor_t anchor;
    std::optional<std::string> key{};
    Mark key_mark{};
    std::map<std::string, int> lines{};  ///< of the keys so far
  };

  [[nodiscard]] Mark at(const YAML::Mark& mark) const {
    return lines_ == Lines::none ? Mark{file_, 0, 0} : Mark{file_, mark.line + 1, mark.column + 1};
  }

  void check_budget(const YAML::Mark& mark) const {
    if (values_ > max_values)
      throw Limit{at(mark), fmt::format("more than {} values after expansion of aliases", max_values)};
  }

  void check_levels(const YAML::Mark& mark, std::size_t levels) const {
    if (levels > max_levels) throw Limit{at(mark), fmt::format("nested deeper than {} levels", max_levels)};
  }

  /// Tags change the type of a value in other programs; here only the schema decides it. The parser itself adds `!` and
  /// `?`.
  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "!" || tag == "?") return;
    const std::string standard = "tag:yaml.org,2002:";
    const std::string written = tag.starts_with(standard) ? "!!" + tag.substr(standard.size()) : tag;
    diagnostics_.error(at(mark), path(),
                       fmt::format("the tag '{}' has no meaning in a scenario; leave it out", written));
  }

  /// Checks characters written as escapes, such as "\e", which the check of the bytes cannot see.
  void check_characters(const YAML::Mark& mark, const std::string& text) {
    if (const auto character = first_unprintable(text))
      diagnostics_.error(at(mark), path(), fmt::format("the text contains the control character {}", *character));
  }

  Value leaf(Value::Kind kind, const YAML::Mark& mark) {
    ++values_;
    check_budget(mark);
    Value value;
    value.kind = kind;
    value.mark = at(mark);
    return value;
  }

  void open(Value::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    check_levels(mark, open_.size() + 1);
    ++values_;
    check_budget(mark);
    Value value;
    value.kind = kind;
    value.mark = at(mark);
    open_.push_back({std::move(value), anchor});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done.value), done.anchor);
  }

  void add(Value value, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = value;
    if (open_.empty()) {
      root_ = std::move(value);
      return;
    }
    Open& parent = open_.back();
    if (parent.value.kind == Value::Kind::sequence) {
      if (value.left_empty) diagnostics_.error(value.mark, path(), "an item of the list is empty; delete it");
      parent.value.items.push_back(std::move(value));
    } else if (!parent.key) {
      if (value.kind != Value::Kind::scalar) throw Limit{value.mark, "a key must be text"};
      parent.key = value.text;
      parent.key_mark = value.mark;
    } else {
      add_entry(parent, std::move(value));
    }
  }

  void add_entry(Open& parent, Value value) {
    const std::string key = *parent.key;
    const auto [first, is_new] = parent.lines.emplace(key, parent.key_mark.line);
    if (key == "<<") {
      diagnostics_.incomplete(parent.key_mark, path(),
                              "merge keys are not supported; write the values out, or use 'extends'");
    } else if (!is_new) {
      diagnostics_.error(
          parent.key_mark, path(),
          first->second == 0 ? "duplicate key" : fmt::format("duplicate key; first used in line {}", first->second));
    } else {
      if (value.left_empty) diagnostics_.error(parent.key_mark, path(), empty_value);
      parent.value.entries.push_back({key, parent.key_mark, std::move(value)});
    }
    parent.key.reset();
  }

  /// Dotted path of the entry being read.
  [[nodiscard]] std::string path() const {
    std::string joined;
    for (const auto& level : open_) {
      if (level.key) joined += (joined.empty() ? "" : ".") + *level.key;
    }
    return joined;
  }

  std::string_view text_;
  std::string file_;
  Lines lines_;
  Diagnostics& diagnostics_;
  Value root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Value> anchors_;
  std::size_t values_ = 0;
  int documents_ = 0;
};

/// The parser's message, reworded for scenario authors.
std::string plain_message(const std::string& message) {
  static const std::map<std::string, std::string> plain{
      {"end of map not found", "the line does not match the indentation above it, or its ':' is missing"},
      {"end of sequence not found", "the line does not match the list above it"},
      {"end of map flow not found", "a '{' is not closed"},
      {"end of sequence flow not found", "a '[' is not closed"},
      {"illegal flow end", "a closing bracket without an opening one"},
      {"illegal map value", "an unexpected ':'; text with ': ' in it needs quotes"},
      {"illegal EOF in scalar", "the text ends inside quotation marks"},
      {"illegal document indicator in scalar", "the text ends inside quotation marks"},
      {"illegal tab when looking for indentation", "a tab in the indentation; use spaces"},
      {"unknown token", "text that starts with this character needs quotes"},
      {"the referenced anchor is not defined", "an alias of an undefined anchor"},
  };
  const auto it = plain.find(message);
  return it == plain.end() ? "YAML: " + message : it->second;
}

/// Position of a tab in the indentation of the line, which the parser may notice only later in the line.
std::optional<Mark> tab_before(const std::string& text, const YAML::Mark& mark, const std::string& file) {
  if (mark.line < 0) return std::nullopt;
  std::istringstream lines(text);
  std::string line;
  for (int k = 0; k <= mark.line; ++k) std::getline(lines, line);
  const auto first = line.find_first_not_of(' ');
  if (first == std::string::npos || line[first] != '\t') return std::nullopt;
  return Mark{file, mark.line + 1, static_cast<int>(first) + 1};
}

Limit syntax_error(const YAML::Exception& e, const std::string& text, const std::string& file) {
  if (const auto tab = tab_before(text, e.mark, file)) return {*tab, "a tab in the indentation; use spaces"};
  return {{file, e.mark.line + 1, e.mark.column + 1}, plain_message(e.msg)};
}

/// The text with a comment at its end: without it, the parser accepts an unclosed quotation mark on the last line.
std::string with_end(const std::string& text) { return text + (text.ends_with('\n') ? "#" : "\n#"); }

/// Feeds the text to the builder. Throws Limit where parsing cannot continue.
void build(const std::string& text, const std::string& file, TreeBuilder& builder) {
  check_text(text, file);
  std::istringstream stream(with_end(text));
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& e) {
    throw syntax_error(e, text, file);
  }
}

void emit(YAML::Emitter& out, const Value& value) {
  switch (value.kind) {
    case Value::Kind::null:
      out << YAML::Null;
      break;
    case Value::Kind::scalar:
      if (value.quoted) {
        out << YAML::DoubleQuoted << value.text;
      } else {
        out << value.text;
      }
      break;
    case Value::Kind::sequence:
      out << YAML::Flow << YAML::BeginSeq;
      for (const auto& item : value.items) emit(out, item);
      out << YAML::EndSeq;
      break;
    case Value::Kind::map:
      out << YAML::BeginMap;
      for (const auto& entry : value.entries) {
        out << YAML::Key << entry.key << YAML::Value;
        emit(out, entry.value);
      }
      out << YAML::EndMap;
      break;
  }
}

}  // namespace

Value parse_yaml(const std::string& text, const std::string& file, Diagnostics& diagnostics, Lines lines) {
  const std::string body = text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
  TreeBuilder builder(body, file, lines, diagnostics);
  try {
    build(body, file, builder);
    return builder.take();
  } catch (const Limit& limit) {
    diagnostics.incomplete(lines == Lines::none ? Mark{file, 0, 0} : limit.mark, "", limit.message);
    return {};
  }
}

std::string write_yaml(const Value& value) {
  YAML::Emitter out;
  emit(out, value);
  return std::string(out.c_str()) + "\n";
}

}  // namespace entrepot::scenario
