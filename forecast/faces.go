package forecast

import (
	"context"

	"plumbline/forecast/estimate"
	"plumbline/forecast/throughput"
)

// Throughput forecasts when a number of remaining changes will be finished, from
// weekly counts alone, with its own walk-forward record. See package throughput for
// the model, the fields and the errors.
func Throughput(ctx context.Context, in throughput.Input) (*throughput.Result, error) {
	return throughput.Forecast(ctx, in)
}

// Calibration says how forecasts of the sums of the next tasks (batch of them, 0 =
// 20) came out on a track record, walked forward: of what was called 80 % sure, how
// much came true. The track must be in order of completion.
func Calibration(track []Outcome, batch int) *estimate.Record {
	return estimate.Backtest(track, batch)
}
