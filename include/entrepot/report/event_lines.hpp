#pragma once
// Events of a replicate as JSON, one object per line.

#include <functional>
#include <string>
#include <utility>

#include "entrepot/model/events.hpp"

namespace entrepot::report {

class EventLines : public model::EventSink {
 public:
  explicit EventLines(std::function<void(const std::string& line)> write) : write_(std::move(write)) {}
  void take(const model::WeekContext& week, const model::Event& event) override;

 private:
  std::function<void(const std::string&)> write_;
};

}  // namespace entrepot::report
