// The upstream vectors of derived structs and enums (fact sheet crypto §5.6).
using System.Text;

namespace MobileCoin.Crypto.Test;

public sealed class SheetDeriveVectors
{
    private static readonly Dictionary<string, (string Context, string Digest, IDigestible Value)> Table = new(StringComparer.Ordinal)
    {
        ["ES{0,1,2}"] = (
            "foo1", "133509c69c22902ba24e3220833da7110d8be44604917824a0768356e09a0a6e",
            new Triple("ExampleStruct", 0, 1, 2)),
        ["ES2{a0,b1,c2}"] = (
            "foo1", "482c381156ca8fbfcc4ad9e385cc08102f4bb26dcafedef959c4f7088c0ea7b6",
            new Reversed(0, 1, 2)),
        ["Tricky{field [1], fi_eld [2], _field [3] (i32 lists), prim false, agg 'var', seq empty, var Some(ES2{a0,b1,c2})}"] = (
            "tricky", "074d24a50bef13262c7f75308296093a6724ae7e4eb665c9c20e2fe3dc63068f",
            new Tricky([1], [2], [3], false, "var", [], new Reversed(0, 1, 2))),
        ["Blob(01020304)"] = (
            "blob1", "3b3fcd6304dddde65a0187e26a34d2695825b61ad0f09804e200cc0b0abb0e30",
            new Blob([1, 2, 3, 4])),
        ["TransBlob(01020304)"] = (
            "blob2", "dd58b8d2b41e28285925dd5ab921c785636643c4c55543ea97a06fe6ea7db501",
            new TransparentBlob([1, 2, 3, 4])),
        ["Bar{d Blob('Koala'), e u32 max, f ES{5,6,7}}"] = (
            "bar1", "d6677cf4e347da2870d382108ba635deff8f632015115d760fed43a121824c41",
            new Bar<Blob>("Bar", new Blob("Koala"u8.ToArray()), uint.MaxValue, new Triple("ExampleStruct", 5, 6, 7))),
        ["BarWithTransparent{d TransBlob('Koala'), same}"] = (
            "bar2", "bf0942fb6984157b5a1c28d3e7a8961094305241048dbb6548eef1c555228ef9",
            new Bar<TransparentBlob>(
                "BarWithTransparent",
                new TransparentBlob("Koala"u8.ToArray()),
                uint.MaxValue,
                new Triple("ExampleStruct", 5, 6, 7))),
        ["GenericExampleStruct<u32>{123,456}"] = (
            "genfoo1", "4dc97fe1386b3094eb386c821fb9361f52d3305ee35508a1bdf154ab45005f6d",
            new Generic<uint>(123, 456, DigestForms.UInt32)),
        ["GenericExampleStruct<u32>{123,456} of options"] = (
            "genfoo1", "4dc97fe1386b3094eb386c821fb9361f52d3305ee35508a1bdf154ab45005f6d",
            new Generic<uint?>(123, 456, DigestForms.OptionalValue(DigestForms.UInt32))),
        ["GenericExampleStruct<i32>{123,456}"] = (
            "genfoo2", "1ba4026a981cd124f5eafcaf632b9fd2bbcc4eeedc2b8fefe859f557aa0ed9c6",
            new Generic<int>(123, 456, DigestForms.Int32)),
        ["GenericExampleStruct<str>{str1,str2}"] = (
            "genfoo3", "5d06502320a6fcb9ac630f459d2d0a0138e3e8e5105a618a508b2e0bf3420ba9",
            new Generic<string>("str1", "str2", DigestForms.Text)),
        ["EE::A(3)"] = (
            "A_test", "dc128a5196fe5613fb72b71a24a395e2649e44d5bedb52dce4948bbe6ef4eedc",
            new ExampleEnum.A("ExampleEnum", 3)),
        ["EE::B(ES{0,1,2})"] = (
            "B_test", "32f6f79363efb934c7e0208b6938bc6792af4a47972a127b26a3b45516807eb1",
            new ExampleEnum.B("ExampleEnum", new Triple("ExampleStruct", 0, 1, 2))),
        ["EE::C(true)"] = (
            "C_test", "dc88965388aa4b8bbedcb72f54ae35f4be404b9afe15fc99761f8bddabaacf79",
            new ExampleEnum.C("ExampleEnum", true)),
        ["struct 'ExampleStruct'{a 0, b 1, c EE::C(true)}"] = (
            "foo1", "9ff4ea3977f47b98932c7134b575a2e942492ed2ff126e8c13140fad80bdd52f",
            new WithEnum(0, 1, new ExampleEnum.C("ExampleEnum", true))),
        ["same with transparent enum (c -> bool true)"] = (
            "foo1", "294ffc460d50d9a1e21b4926fc25e0523ebf362a0e1af9ae04ba1dc42c5847e4",
            new WithEnum(0, 1, new TransparentBool(true))),
        ["Thing{a 19}"] = (
            "thing", "81ac3f020bec902d56de8eac7d95f4438dc17e34f932e20feffffd1cd443d78a",
            new Thing(19, null, [], 0, [], "")),
        ["Thing{a 19, b 11}"] = (
            "thing", "d7a25aa1192a64d5d6a284d12e96c8e5986598b1671898bc33041a75b8eb75bd",
            new Thing(19, 11, [], 0, [], "")),
        ["Thing{a 19, b none, c [true,false]}"] = (
            "thing", "0a225281051ec56342f6bf19601754f9e49cfcf71ec29893ddf4dc2e17ecd5cb",
            new Thing(19, null, [true, false], 0, [], "")),
    };

    public static TheoryData<string> Values => [.. Table.Keys];

    [Theory, MemberData(nameof(Values))]
    public void Digest_OfEachValue_IsUpstreams(string value)
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute(Encoding.UTF8.GetBytes(Table[value].Context), Table[value].Value, digest);
        Assert.Equal(Table[value].Digest, Convert.ToHexStringLower(digest));
    }

    /// <summary>The same name and fields as the triple, in another order.</summary>
    private sealed record Reversed(ushort A, ushort B, ushort C) : IDigestible
    {
        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "ExampleStruct"u8);
            node.UInt16("c"u8, C);
            node.UInt16("b"u8, B);
            node.UInt16("a"u8, A);
        }
    }

    /// <summary>Fields whose names could be taken for the protocol's own words.</summary>
    private sealed record Tricky(int[] Field, int[] FiEld, int[] UnderField, bool Prim, string Agg, int[] Seq, Reversed? Var) : IDigestible
    {
        private static readonly DigestForm<IReadOnlyCollection<int>> Int32List = DigestForms.List(DigestForms.Int32);

        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "Tricky"u8);
            node.Field("field"u8, Field, Int32List);
            node.Field("fi_eld"u8, FiEld, Int32List);
            node.Field("_field"u8, UnderField, Int32List);
            node.Bool("prim"u8, Prim);
            node.Text("agg"u8, Agg);
            node.Field("seq"u8, Seq, Int32List);
            node.Optional("var"u8, Var);
        }
    }

    private sealed record Bar<T>(string Name, T D, uint E, Triple F) : IDigestible
        where T : IDigestible
    {
        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, Encoding.UTF8.GetBytes(Name));
            node.Value("d"u8, D);
            node.UInt32("e"u8, E);
            node.Value("f"u8, F);
        }
    }

    private sealed record Generic<T>(T A, T B, DigestForm<T> Form) : IDigestible
    {
        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "GenericExampleStruct"u8);
            node.Field("a"u8, A, Form);
            node.Field("b"u8, B, Form);
        }
    }

    private sealed record WithEnum(ushort A, ushort B, IDigestible C) : IDigestible
    {
        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "ExampleStruct"u8);
            node.UInt16("a"u8, A);
            node.UInt16("b"u8, B);
            node.Value("c"u8, C);
        }
    }

    private sealed record TransparentBool(bool Value) : IDigestible
    {
        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestBool(context, Value);
    }

    private sealed record Thing(ulong A, ulong? B, bool[] C, int D, byte[] E, string F) : IDigestible
    {
        private static readonly DigestForm<ulong?> OptionalUInt64 = DigestForms.OptionalValue(DigestForms.UInt64);
        private static readonly DigestForm<IReadOnlyCollection<bool>> BoolList = DigestForms.List(DigestForms.Bool);

        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "Thing"u8);
            node.UInt64("a"u8, A);
            node.Field("b"u8, B, OptionalUInt64);
            node.Field("c"u8, C, BoolList);
            if (D != 0) node.Int32("d"u8, D);
            node.Bytes("e"u8, E);
            node.Text("f"u8, F);
        }
    }
}
