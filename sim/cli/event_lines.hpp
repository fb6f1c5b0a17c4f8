#pragma once
// Events of a replicate as JSON, one object a line.

#include <cstdio>

#include "entrepot/model/events.hpp"

namespace entrepot::cli {

class EventLines : public model::EventSink {
 public:
  explicit EventLines(std::FILE* to) : to_(to) {}
  void take(const model::WeekContext& week, const model::Event& event) override;

 private:
  std::FILE* to_;
};

}  // namespace entrepot::cli
