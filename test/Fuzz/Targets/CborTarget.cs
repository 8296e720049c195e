// Every value with a CBOR form.
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Targets;

internal sealed class CborTarget<T> : Target
    where T : ICborValue<T>
{
    public CborTarget()
        : base("cbor." + typeof(T).Name, InputKind.Cbor, Bounds.Cbor) => Covers = [$"{typeof(T).Name}.ReadFrom"];

    internal override bool Refuses(Exception e) => e is WireException;

    internal override object? Decode(ReadOnlySpan<byte> input) => Cbor.Decode<T>(input);

    internal override void Examine(object decoded) => RoundTrip.Check((T)decoded, Cbor.Encode, b => Cbor.Decode<T>(b));
}
