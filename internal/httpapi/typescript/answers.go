package typescript

import (
	"path"
	"reflect"
	"strings"

	"plumbline/internal/answers/about"
	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/away"
	"plumbline/internal/answers/calibration"
	"plumbline/internal/answers/code"
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/earnings"
	"plumbline/internal/answers/health"
	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/invest"
	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/learn"
	"plumbline/internal/answers/oneonone"
	"plumbline/internal/answers/outlook"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/requirements"
	"plumbline/internal/answers/reviewers"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/self"
	"plumbline/internal/answers/skills"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/technology"
	"plumbline/internal/answers/tell"
	"plumbline/internal/answers/today"
	"plumbline/internal/answers/traces"
	"plumbline/internal/answers/ways"
	"plumbline/internal/answers/when"
	"plumbline/internal/answers/who"
)

// answers are what the questions give; what they hold is found from them.
func answers() []any {
	return []any{today.Answer{}, plan.Answer{}, plan.Preview{}, who.Answer{}, away.Answer{}, when.Answer{}, knowledge.Answer{}, skills.Answer{}, decided.Answer{}, traces.Answer{}, align.Answer{}, promises.Answer{}, requirements.Answer{},
		technology.Answer{}, code.Hotspots{}, code.Coupling{}, invest.Answer{}, reviewers.Answer{}, reviewers.Owners{}, learn.Answer{}, about.Answer{}, about.Pairs{}, tell.Answer{}, oneonone.Answer{}, oneonone.Prepared{}, self.Answer{}, health.Answer{},
		calibration.Answer{}, outlook.Answer{}, risk.Answer{}, earnings.Answer{}, ways.Answer{}, helps.Answer{}}
}

// called names the types that pages share, or whose own name says too little.
func called() map[reflect.Type]string {
	return map[reflect.Type]string{
		reflect.TypeFor[statement.Rendered](): "Statement", reflect.TypeFor[statement.Segment](): "Segment", reflect.TypeFor[statement.Fact](): "Evidence",
		reflect.TypeFor[answer.Facts](): "FactsSeen", reflect.TypeFor[answer.Person](): "Somebody", reflect.TypeFor[answer.Rec](): "Named",
		reflect.TypeFor[plan.TaskRow](): "PlanTask", reflect.TypeFor[plan.MilestoneRow](): "PlanMilestone", reflect.TypeFor[plan.PersonRow](): "PersonLoad",
		reflect.TypeFor[plan.Spread](): "Spread", reflect.TypeFor[knowledge.Area](): "Area", reflect.TypeFor[away.Loss](): "Loss",
		reflect.TypeFor[skills.Skill](): "SkillColumn", reflect.TypeFor[skills.Cell](): "SkillCell",
	}
}

// inAnswers is where the answers live; their types are named after their package too.
const inAnswers = "plumbline/internal/answers/"

// answerName names a type of an answer: Item of today is TodayItem.
func answerName(t reflect.Type) string {
	if name, ok := called()[t]; ok {
		return name
	}
	if !strings.HasPrefix(t.PkgPath(), inAnswers) {
		return ""
	}
	of := path.Base(t.PkgPath())
	return strings.ToUpper(of[:1]) + of[1:] + t.Name()
}
