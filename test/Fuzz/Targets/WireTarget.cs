// Every hand-written message, with the ledger's form as WireMessage reads it.
using MobileCoin.Fuzz.Seeds;
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Targets;

internal sealed class WireTarget<T> : Target
    where T : IWireMessage<T>
{
    public WireTarget()
        : base("wire." + typeof(T).Name, InputKind.Protobuf, Bounds.Wire) => Covers = [$"{typeof(T).Name}.ReadFrom"];

    internal override bool Refuses(Exception e) => e is WireException;

    internal override object? Decode(ReadOnlySpan<byte> input) => WireMessage.Decode<T>(input);

    internal override void Examine(object decoded) => RoundTrip.Check((T)decoded, v => v.Encode(), b => WireMessage.Decode<T>(b));

    internal override bool IsCanonical(ReadOnlySpan<byte> candidate) => candidate.SequenceEqual(WireMessage.Decode<T>(candidate).Encode());

    internal override IEnumerable<byte[]> Samples(Random random) => MessageSamples.Named(typeof(T).Name, random);
}
