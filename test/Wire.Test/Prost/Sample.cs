// A message with a field of every kind that the reader and the writer know, and messages within it.
namespace MobileCoin.Wire.Test.Prost;

internal sealed record Inner(ulong Number, byte[] Bytes) : IWireMessage<Inner>
{
    public void WriteTo(ProstWriter writer)
    {
        writer.UInt64(1, Number);
        writer.Bytes(2, Bytes);
    }

    public static Inner ReadFrom(ref ProstReader reader)
    {
        ulong number = 0;
        byte[] bytes = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: number = reader.UInt64(); break;
                case 2: bytes = reader.Bytes().ToArray(); break;
                default: reader.Skip(); break;
            }
        }
        return new Inner(number, bytes);
    }

    public bool Equals(Inner? other) => other is not null && Number == other.Number && Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override int GetHashCode() => Number.GetHashCode();
}

internal sealed class Sample : IWireMessage<Sample>
{
    internal const int WrapperSize = 4;

    internal ulong Varint { get; set; }
    internal long Signed { get; set; }
    internal uint Small { get; set; }
    internal bool Flag { get; set; }
    internal ulong Wide { get; set; }
    internal uint Narrow { get; set; }
    internal byte[] Bytes { get; set; } = [];
    internal string Text { get; set; } = "";
    internal byte[] Wrapper { get; set; } = new byte[WrapperSize];
    internal Inner Required { get; set; } = new(0, []);
    internal Inner? Optional { get; set; }
    internal List<Inner> Many { get; set; } = [];
    internal List<byte[]> ManyBytes { get; set; } = [];
    internal List<ulong> Packed { get; set; } = [];
    internal ulong VarintAlways { get; set; }
    internal ulong WideAlways { get; set; }
    internal uint NarrowAlways { get; set; }
    internal byte[] BytesAlways { get; set; } = [];
    internal string TextAlways { get; set; } = "";

    public void WriteTo(ProstWriter writer)
    {
        writer.UInt64(1, Varint);
        writer.Int64(2, Signed);
        writer.UInt64(3, Small);
        writer.Bool(4, Flag);
        writer.Fixed64(5, Wide);
        writer.Fixed32(6, Narrow);
        writer.Bytes(7, Bytes);
        writer.Text(8, Text);
        writer.Wrapper(9, Wrapper);
        writer.Message(10, Required);
        writer.Optional(11, Optional);
        writer.Messages(12, Many);
        writer.BytesList(13, ManyBytes);
        writer.PackedFixed64(14, Packed);
        writer.UInt64Always(15, VarintAlways);
        writer.Fixed64Always(16, WideAlways);
        writer.Fixed32Always(2047, NarrowAlways);
        writer.BytesAlways(2048, BytesAlways);
        writer.TextAlways(536870911, TextAlways);
    }

    public static Sample ReadFrom(ref ProstReader reader)
    {
        var sample = new Sample();
        ReadOnlySpan<byte> wrapper = default, required = default, optional = default;
        bool present = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: sample.Varint = reader.UInt64(); break;
                case 2: sample.Signed = reader.Int64(); break;
                case 3: sample.Small = reader.UInt32(); break;
                case 4: sample.Flag = reader.Bool(); break;
                case 5: sample.Wide = reader.Fixed64(); break;
                case 6: sample.Narrow = reader.Fixed32(); break;
                case 7: sample.Bytes = reader.Bytes().ToArray(); break;
                case 8: sample.Text = reader.Text(); break;
                case 9: reader.Merge(ref wrapper); break;
                case 10: reader.Merge(ref required); break;
                case 11: reader.Merge(ref optional, ref present); break;
                case 12: sample.Many.Add(reader.Message<Inner>()); break;
                case 13: sample.ManyBytes.Add(reader.Bytes().ToArray()); break;
                case 14: reader.Fixed64s(sample.Packed); break;
                case 15: sample.VarintAlways = reader.UInt64(); break;
                case 16: sample.WideAlways = reader.Fixed64(); break;
                case 2047: sample.NarrowAlways = reader.Fixed32(); break;
                case 2048: sample.BytesAlways = reader.Bytes().ToArray(); break;
                case 536870911: sample.TextAlways = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        ReadOnlySpan<byte> value = reader.Wrapped(wrapper, WrapperSize, "Sample.wrapper");
        if (!value.IsEmpty) sample.Wrapper = value.ToArray();
        sample.Required = reader.Message<Inner>(required);
        if (present) sample.Optional = reader.Message<Inner>(optional);
        return sample;
    }

    /// <summary>The same whatever the lists' identity: the bytes say it all, for the writer has one way of writing.</summary>
    internal bool Same(Sample other) => this.Encode().AsSpan().SequenceEqual(other.Encode());
}

/// <summary>A message that holds itself, as signer sets and quorum sets do.</summary>
internal sealed class Nest(Nest? child) : IWireMessage<Nest>
{
    /// <summary>Messages within this one.</summary>
    internal int Depth => Child is null ? 0 : Child.Depth + 1;

    private Nest? Child { get; } = child;

    public void WriteTo(ProstWriter writer) => writer.Optional(1, Child);

    public static Nest ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> child = default;
        bool present = false;
        while (reader.TryReadField(out int field))
        {
            if (field == 1) reader.Merge(ref child, ref present);
            else reader.Skip();
        }
        return new Nest(present ? reader.Message<Nest>(child) : null);
    }
}
