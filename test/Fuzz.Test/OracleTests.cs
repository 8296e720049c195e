using MobileCoin.Fuzz.Run;
using MobileCoin.Fuzz.Targets;

namespace MobileCoin.Fuzz.Test;

/// <summary>A fuzzer that finds nothing must be one that could.</summary>
public sealed class OracleTests
{
    private static readonly AllocationBound Tight = new(64 << 10, 4);

    [Fact]
    public void UndocumentedException_IsAFailure() =>
        Assert.Contains(nameof(IndexOutOfRangeException), Broken(b => b[b.Length]), StringComparison.Ordinal);

    [Fact]
    public void DocumentedException_IsARefusal()
    {
        Outcome outcome = Oracle.Check(Planted(_ => throw new Wire.WireException("no")), new byte[8]);
        Assert.Null(outcome.Broken);
        Assert.False(outcome.Accepted);
    }

    [Fact]
    public void AllocationBeyondTheBound_IsAFailure() => Assert.Contains("allocates", Broken(_ => new byte[1 << 20]), StringComparison.Ordinal);

    [Fact]
    public void ObjectThatCannotBePrinted_IsAFailure() =>
        Assert.Contains(nameof(InvalidOperationException), Broken(_ => new Unprintable()), StringComparison.Ordinal);

    private static string Broken(FromBytes<object?> decode) => Oracle.Check(Planted(decode), new byte[8]).Broken ?? "";

    private static ParserTarget Planted(FromBytes<object?> decode) => new("planted", InputKind.Bytes, Tight) { Bytes = decode };

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
