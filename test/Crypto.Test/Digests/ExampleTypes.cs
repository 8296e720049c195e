// The example types of the digestible vectors (fact sheet crypto §5.4 and §5.6), written as real ones would be.
namespace MobileCoin.Crypto.Test;

internal readonly record struct Triple(string Name, ushort A, ushort B, ushort C) : IDigestible
{
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, System.Text.Encoding.UTF8.GetBytes(Name));
        node.UInt16("a"u8, A);
        node.UInt16("b"u8, B);
        node.UInt16("c"u8, C);
    }
}

/// <summary>An enum whose variants are A(u16), B(a triple), C(bool) and the unit D.</summary>
internal abstract record ExampleEnum(string Name) : IDigestible
{
    public sealed record A(string Name, ushort Value) : ExampleEnum(Name);

    public sealed record B(string Name, Triple Value) : ExampleEnum(Name);

    public sealed record C(string Name, bool Value) : ExampleEnum(Name);

    public sealed record D(string Name) : ExampleEnum(Name);

    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        byte[] name = System.Text.Encoding.UTF8.GetBytes(Name);
        switch (this)
        {
            case A a:
                transcript.DigestVariant(context, name, 0);
                transcript.DigestUInt16("A"u8, a.Value);
                break;
            case B b:
                transcript.DigestVariant(context, name, 1);
                b.Value.AppendTo(ref transcript, "B"u8);
                break;
            case C c:
                transcript.DigestVariant(context, name, 2);
                transcript.DigestBool("C"u8, c.Value);
                break;
            default:
                transcript.DigestVariant(context, name, 3);
                transcript.DigestNone("D"u8);
                break;
        }
    }
}

/// <summary>A transparent struct around one number.</summary>
internal readonly record struct Wrap(ulong Value) : IDigestible
{
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestUInt64(context, Value);
}

/// <summary>A tuple struct.</summary>
internal sealed record Tup(uint Number, string Text) : IDigestible
{
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Tup"u8);
        node.UInt32("0"u8, Number);
        node.Text("1"u8, Text);
    }
}

internal sealed record Nested(Triple X, Triple[] Y, Wrap W, Tup T) : IDigestible
{
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Nested"u8);
        node.Value("x"u8, X);
        node.List("y"u8, Y);
        node.Value("w"u8, W);
        node.Value("t"u8, T);
    }
}

/// <summary>A transparent enum of u16 or string: no node of its own, and its empty string vanishes from fields.</summary>
internal sealed record TransparentEnum(ushort? Number, string? Text) : IOmittable
{
    public bool IsOmitted => Text is "";

    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        if (Number is { } number) transcript.DigestUInt16(context, number);
        else transcript.DigestText(context, Text);
    }
}

/// <summary>Every field option in one struct.</summary>
internal sealed record Options(ulong? A, uint[] V, string S, byte[] Bytes, string Ne, ulong Z, TransparentEnum E) : IDigestible
{
    private static readonly DigestForm<ulong?> OptionalUInt64 = DigestForms.OptionalValue(DigestForms.UInt64);
    private static readonly DigestForm<IReadOnlyCollection<uint>> UInt32List = DigestForms.List(DigestForms.UInt32);

    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Renamed"u8);
        node.Field("a"u8, A, OptionalUInt64);
        node.Field("v"u8, V, UInt32List);
        node.Text("s"u8, S);
        node.Bytes("bytes"u8, Bytes);
        node.TextAlways("ne"u8, Ne);
        if (Z != 0) node.UInt64("z"u8, Z);
        node.Value("e"u8, E);
    }
}

/// <summary>A tuple struct of bytes, with an aggregate or transparent.</summary>
internal sealed record Blob(byte[] Value) : IDigestible
{
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Blob"u8);
        node.Bytes("0"u8, Value);
    }
}

internal sealed record TransparentBlob(byte[] Value) : IOmittable
{
    public bool IsOmitted => Value.Length == 0;

    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestBytes(context, Value);
}
