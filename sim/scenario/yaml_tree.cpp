#include "yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <optional>
#include <sstream>

namespace entrepot::scenario {
namespace {

constexpr std::size_t most_bytes = std::size_t{8} << 20U;
constexpr std::size_t most_levels = 64;
constexpr std::size_t most_values = 100000;

/// Thrown to stop the parser at a limit.
struct Limit {
  Mark mark;
  std::string message;
};

std::size_t utf8_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// Offset of the first byte that is not UTF-8.
std::optional<std::size_t> first_bad_byte(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(static_cast<unsigned char>(text[i]));
    if (length == 0 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return i;
    }
    i += length;
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

std::size_t count_values(const Value& value) {
  std::size_t count = 1;
  for (const auto& item : value.items) count += count_values(item);
  for (const auto& entry : value.entries) count += count_values(entry.value);
  return count;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string file, Diagnostics& diagnostics) : file_(std::move(file)), diagnostics_(diagnostics) {}
  Value take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    leaf(Value::Kind::null, mark, anchor, {}, false);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    leaf(Value::Kind::scalar, mark, anchor, text, tag == "!");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto it = anchors_.find(anchor);
    if (it == anchors_.end()) throw Limit{at(mark), "an alias that holds itself"};
    values_ += count_values(it->second);
    check_budget(mark);
    Value copy = it->second;
    add(std::move(copy), 0);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Value::Kind::sequence, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Value::Kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Value value;
    YAML::anchor_t anchor;
    std::optional<std::string> key;
    Mark key_mark;
  };

  [[nodiscard]] Mark at(const YAML::Mark& mark) const { return {file_, mark.line + 1, mark.column + 1}; }

  void check_budget(const YAML::Mark& mark) const {
    if (values_ > most_values)
      throw Limit{at(mark), fmt::format("more than {} values once aliases are expanded", most_values)};
  }

  void leaf(Value::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& text, bool quoted) {
    ++values_;
    check_budget(mark);
    Value value;
    value.kind = kind;
    value.mark = at(mark);
    value.text = text;
    value.quoted = quoted;
    add(std::move(value), anchor);
  }

  void open(Value::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (open_.size() >= most_levels) throw Limit{at(mark), fmt::format("nested deeper than {} levels", most_levels)};
    ++values_;
    check_budget(mark);
    Value value;
    value.kind = kind;
    value.mark = at(mark);
    open_.push_back({std::move(value), anchor, {}, {}});
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
      parent.value.items.push_back(std::move(value));
    } else if (!parent.key) {
      if (value.kind != Value::Kind::scalar) throw Limit{value.mark, "a key must be plain text"};
      parent.key = value.text;
      parent.key_mark = value.mark;
    } else {
      add_entry(parent, std::move(value));
    }
  }

  void add_entry(Open& parent, Value value) {
    if (const Value* first = parent.value.find(*parent.key)) {
      diagnostics_.error(parent.key_mark, *parent.key,
                         fmt::format("duplicate key, first given in line {}", first->mark.line));
    } else {
      parent.value.entries.push_back({*parent.key, parent.key_mark, std::move(value)});
    }
    parent.key.reset();
  }

  std::string file_;
  Diagnostics& diagnostics_;
  Value root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Value> anchors_;
  std::size_t values_ = 0;
};

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

Value parse_yaml(const std::string& text, const std::string& file, Diagnostics& diagnostics) {
  if (text.size() > most_bytes) {
    diagnostics.error({file, 0, 0}, "",
                      fmt::format("the file has {} bytes; a scenario may have {}", text.size(), most_bytes));
    return {};
  }
  if (const auto bad = first_bad_byte(text)) {
    diagnostics.error(mark_at(text, *bad, file), "", "the text is not UTF-8");
    return {};
  }
  TreeBuilder builder(file, diagnostics);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return {};
    Value root = builder.take();
    TreeBuilder second(file, diagnostics);
    if (parser.HandleNextDocument(second))
      diagnostics.error({file, 1, 1}, "", "more than one YAML document in the file");
    return root;
  } catch (const YAML::Exception& e) {
    diagnostics.error({file, e.mark.line + 1, e.mark.column + 1}, "", "YAML: " + e.msg);
  } catch (const Limit& limit) {
    diagnostics.error(limit.mark, "", limit.message);
  }
  return {};
}

std::string write_yaml(const Value& value) {
  YAML::Emitter out;
  emit(out, value);
  return std::string(out.c_str()) + "\n";
}

}  // namespace entrepot::scenario
