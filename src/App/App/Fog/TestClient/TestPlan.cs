namespace MobileCoin.App.Fog.TestClient;

/// <summary>What the test client does, and how patient it is.</summary>
internal sealed record TestPlan
{
    internal required IReadOnlyList<ulong> TokenIds { get; init; }

    internal int Transactions { get; init; } = 36;

    internal ulong Amount { get; init; } = 20;

    internal bool HasMemos { get; init; } = true;

    internal bool MeasuresAfterDeadline { get; init; }

    internal TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    internal TimeSpan Polling { get; init; } = TimeSpan.FromMilliseconds(990);

    internal TimeSpan DoubleSpendWait { get; init; } = TimeSpan.FromSeconds(5);

    internal TimeSpan Period { get; init; } = TimeSpan.FromSeconds(900);
}
