using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message's bytes go: one array, or a writer that is completed.</summary>
public abstract class SerializationContext
{
    /// <summary>The message is this array. Called once.</summary>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    /// <summary>The transport's buffer to write the message into; then <see cref="Complete()"/>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    /// <summary>The message's length in bytes, said before <see cref="GetBufferWriter"/>, which then writes without a copy.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>The message is what was written into <see cref="GetBufferWriter"/>.</summary>
    public virtual void Complete() => throw new NotSupportedException();
}

/// <summary>Serializes into an array of its own.</summary>
internal sealed class ArraySerializationContext : SerializationContext
{
    private ArrayBufferWriter<byte>? _writer;

    internal byte[] Payload { get => field ?? throw new InvalidOperationException("the serializer did not complete its message"); private set; }

    public override void Complete(byte[] payload) => Payload = payload;

    public override IBufferWriter<byte> GetBufferWriter() => _writer ??= new ArrayBufferWriter<byte>();

    public override void Complete() => Payload = _writer?.WrittenSpan.ToArray() ?? [];
}
