// The messages that name nodes, in the form of archives and services.
using MobileCoin.Blockchain;
using MobileCoin.Fuzz.Seeds;
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Targets;

internal sealed class BlockTarget<T> : Target
    where T : IBlockMessage<T>
{
    public BlockTarget()
        : base("public." + typeof(T).Name, InputKind.Protobuf, Bounds.Wire) => Covers = [$"{typeof(T).Name}.ReadFrom"];

    internal override bool Refuses(Exception e) => e is WireException;

    internal override object? Decode(ReadOnlySpan<byte> input) => BlockMessage.Decode<T>(input, WireForm.Public);

    internal override void Examine(object decoded) =>
        RoundTrip.Check((T)decoded, v => v.Encode(WireForm.Public), b => BlockMessage.Decode<T>(b, WireForm.Public));

    internal override bool IsCanonical(ReadOnlySpan<byte> candidate) =>
        candidate.SequenceEqual(BlockMessage.Decode<T>(candidate, WireForm.Public).Encode(WireForm.Public));

    internal override IEnumerable<byte[]> Samples(Random random) => MessageSamples.Named(typeof(T).Name, random);
}
