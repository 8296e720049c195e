// Every generated message of the .proto files.
using Google.Protobuf.Reflection;
using Google.Protobuf;
using MobileCoin.Fuzz.Seeds;
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Targets;

internal sealed class GeneratedTarget(MessageDescriptor descriptor)
    : Target("proto." + descriptor.FullName, InputKind.Protobuf, Bounds.Generated)
{
    internal override bool Refuses(Exception e) => e is WireException;

    internal override object? Decode(ReadOnlySpan<byte> input)
    {
        IMessage message = descriptor.Parser.ParseFrom(ByteString.Empty);
        GeneratedMessage.Decode(message, input);
        return message;
    }

    internal override void Examine(object decoded)
    {
        var message = (IMessage)decoded;
        IMessage again;
        try
        {
            again = descriptor.Parser.ParseFrom(message.ToByteArray());
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new BrokenException($"the encoding of what was decoded is refused: {e.Message}", e);
        }
        // Fields that the library keeps as it found them may hold anything; what it knows must be equal.
        if (!message.ToByteArray().AsSpan().SequenceEqual(again.ToByteArray())) throw new BrokenException("a second encoding differs from the first");
    }

    internal override bool IsCanonical(ReadOnlySpan<byte> candidate) =>
        candidate.SequenceEqual(descriptor.Parser.WithDiscardUnknownFields(discardUnknownFields: true).ParseFrom(candidate.ToArray()).ToByteArray());

    internal override IEnumerable<byte[]> Samples(Random random)
    {
        for (int i = 0; i < 12; i++) yield return MessageSamples.Fill(descriptor, random, 0).ToByteArray();
    }
}
