// Every value with a CBOR form.
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Targets;

internal sealed class CborTarget<T>() : Target("cbor." + typeof(T).Name, InputKind.Cbor, Bounds.Cbor)
    where T : ICborValue<T>
{
    internal override bool Refuses(Exception e) => e is WireException;

    internal override object? Decode(ReadOnlySpan<byte> input) => Cbor.Decode<T>(input);

    internal override void Examine(object decoded) => RoundTrip.Check((T)decoded, Cbor.Encode, b => Cbor.Decode<T>(b));
}
