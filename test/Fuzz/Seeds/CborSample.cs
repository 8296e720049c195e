// A value with everything that the CBOR profile has: consensus' own are built on the same reader.
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Seeds;

internal sealed record CborSample(ulong Number, string Text, byte[] Bytes, bool Flag, CborSample? Inner, List<CborSample> Items, int Variant)
    : ICborValue<CborSample>
{
    private static readonly CborStruct Form = new CborStruct("Sample", "number", "text", "bytes", "flag", "inner", "items", "variant").WithOptional(4);

    private static readonly CborEnum Variants = new CborEnum("Variant", "Short", "Long").WithUnits("None");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.UInt64(Number);
        writer.Key(Form, 1);
        writer.Text(Text);
        writer.Key(Form, 2);
        writer.ByteString(Bytes);
        writer.Key(Form, 3);
        writer.Bool(Flag);
        writer.Key(Form, 4);
        writer.Optional(Inner);
        writer.Key(Form, 5);
        writer.List(Items);
        writer.Key(Form, 6);
        writer.Variant(Variants, Variant);
        if (Variant < 2) writer.UInt64(Number);
    }

    public static CborSample ReadFrom(ref CborReader reader)
    {
        ulong number = 0;
        string text = "";
        byte[] bytes = [];
        bool flag = false;
        CborSample? inner = null;
        List<CborSample> items = [];
        int variant = 0;
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: number = reader.UInt64(); break;
                case 1: text = reader.Text(); break;
                case 2: bytes = reader.Bytes(); break;
                case 3: flag = reader.Bool(); break;
                case 4: inner = reader.Optional<CborSample>(); break;
                case 5: items = reader.List<CborSample>(); break;
                case 6:
                    variant = reader.BeginVariant(Variants);
                    if (variant >= 2) break;
                    reader.UInt64();
                    reader.End();
                    break;
            }
        }
        return new CborSample(number, text, bytes, flag, inner, items, variant);
    }

    public bool Equals(CborSample? other) => other is not null && Cbor.Encode(this).AsSpan().SequenceEqual(Cbor.Encode(other));

    public override int GetHashCode() => Number.GetHashCode();

    internal static IEnumerable<byte[]> Encodings()
    {
        var leaf = new CborSample(7, "leaf", [1, 2, 3], true, null, [], 2);
        var branch = new CborSample(ulong.MaxValue, "é", new byte[40], false, leaf, [leaf, leaf with { Variant = 0 }], 1);
        yield return Cbor.Encode(leaf);
        yield return Cbor.Encode(branch);
        yield return Cbor.Encode(branch with { Inner = branch, Items = [branch, leaf] });
    }
}
