package forecast

import (
	"context"

	"plumbline/forecast/throughput"
)

// Throughput forecasts when a number of remaining changes will be finished, from
// weekly counts alone, with its own walk-forward record. See package throughput for
// the model, the fields and the errors.
func Throughput(ctx context.Context, in throughput.Input) (*throughput.Result, error) {
	return throughput.Forecast(ctx, in)
}
