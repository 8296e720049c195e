// The upstream vectors of the built-in types (fact sheet crypto §5.5), all under the context "test".
namespace MobileCoin.Crypto.Test;

public sealed class SheetBuiltInVectors
{
    private static readonly byte[] Scalar10 = [10, .. new byte[31]];

    /// <summary>Ten times the generator (RFC 9496 appendix A.1).</summary>
    private static readonly byte[] Point10 = Convert.FromHexString("20706fd788b2720a1ed2a5dad4952b01f413bcf0e7564de8cdc816689e2db95f");

    private static readonly DigestForm<byte[]> ScalarForm =
        new((ref transcript, context, value) => transcript.DigestScalar(context, value));

    private static readonly DigestForm<byte[]> RistrettoForm =
        new((ref transcript, context, value) => transcript.DigestRistretto(context, value));

    private static readonly DigestForm<IReadOnlyCollection<string?>> OptionalTexts =
        DigestForms.List(DigestForms.Optional(DigestForms.Text));

    private static readonly DigestForm<IReadOnlyCollection<KeyValuePair<ulong, string>>> Map =
        DigestForms.Map(DigestForms.UInt64, DigestForms.Text);

    private static readonly Dictionary<string, (string Digest, Func<byte[]> Compute)> Table = new(StringComparer.Ordinal)
    {
        ["u64 0"] = (
            "03f063980e019550fa56b4d86e19336b1e0e57d98582a74767331d6be1fb3d1c",
            () => Of<ulong>(0, DigestForms.UInt64)),
        ["u64 1"] = (
            "ba80684cf438cb037f7b00de9ee3f01edbbc1b27d6339d520888b9fd6404756e",
            () => Of<ulong>(1, DigestForms.UInt64)),
        ["u64 4"] = (
            "8b8ae8a38d4530cae5a3fc0db94fcd3f16b6401a03b2be48dca0d2bf5c989fc0",
            () => Of<ulong>(4, DigestForms.UInt64)),
        ["u64 max"] = (
            "c7d4714f5b38163083f4a59daa83ff1d3bf9af59ff392b324cd909db55677158",
            () => Of<ulong>(ulong.MaxValue, DigestForms.UInt64)),
        ["u32 0"] = (
            "d73fff3095a1d09ca36125e83ad1353557b8bc68635ce7f809b583dc55af4d7e",
            () => Of<uint>(0, DigestForms.UInt32)),
        ["u32 1"] = (
            "91515fb88203f23540ab83c881633d3b3e05a739c9dd44dff10c780354e6e939",
            () => Of<uint>(1, DigestForms.UInt32)),
        ["u32 4"] = (
            "da7a25e182afbe977857dea87f2f49c91928e2144a1bfec3a37e40ed8b3f5fc1",
            () => Of<uint>(4, DigestForms.UInt32)),
        ["u16 0"] = (
            "33badaa0d1702ddb718d093f3a280f4102e56ac7ea6d3cbf233ee0c543a8da97",
            () => Of<ushort>(0, DigestForms.UInt16)),
        ["u16 1"] = (
            "cd0e19db25ab4db7cc3a1b8c3ed6fd6272f51e4b9beddb8adcc13659a5c9628b",
            () => Of<ushort>(1, DigestForms.UInt16)),
        ["u16 4"] = (
            "a2cb51e7f98c9a18419e9440601530547ecee17cc53d05967d2d5571b070104a",
            () => Of<ushort>(4, DigestForms.UInt16)),
        ["i8 -1"] = (
            "e40773caa8f6de0b382ee8de02ae135eac31b73a5a24e6199b46985b1920e886",
            () => Of<sbyte>(-1, DigestForms.Int8)),
        ["i32 0"] = (
            "53b43a881e4279908f36c14cb568eec78128d974bbb4c14efe4429e4d355fca8",
            () => Of<int>(0, DigestForms.Int32)),
        ["i32 1"] = (
            "b7b3d4bd4aebca98c2fafa6adfdfb85db94e34d33f1754f4c160bce81c430c5d",
            () => Of<int>(1, DigestForms.Int32)),
        ["i32 4"] = (
            "de88e150861f3550203949c730e0b354642b6fa795f434c46a6021c51eab4a17",
            () => Of<int>(4, DigestForms.Int32)),
        ["i64 0"] = (
            "216f647a4509cf37737d2615ef1dd7ac4626e0da44613712bf3d101e5d8d77fe",
            () => Of<long>(0, DigestForms.Int64)),
        ["i64 1"] = (
            "bfbf18fc5bb68d231ce2bb3b3a7dcf771cb98c3a993f7d8336170812ee6b6cc4",
            () => Of<long>(1, DigestForms.Int64)),
        ["i64 4"] = (
            "89317a21301502e955ac976d5bec109a6b9e5680ee5945948a5ff8910630cc5c",
            () => Of<long>(4, DigestForms.Int64)),
        ["i64 -1"] = (
            "ec861c19971ae166a572ff5da5066bd5c1974352cf9e28ead47a770468ecac53",
            () => Of<long>(-1, DigestForms.Int64)),
        ["i64 -19"] = (
            "28752bd4c1d503f42b33ea1aeb26febb37b81e939db22d02ce40fa6db329facf",
            () => Of<long>(-19, DigestForms.Int64)),
        ["true"] = (
            "2b2f7bcc7f6471b5ba4bed7c7652b2122444c8c5e277fed8f8a950d5b1694a8b",
            () => Of(true, DigestForms.Bool)),
        ["false"] = (
            "b3d5c97a9ff57ec68ffbc20241865fe8c7ccfd299ece7d59b8ff5376748b0fab",
            () => Of(false, DigestForms.Bool)),
        ["bytes 'Moose'"] = (
            "4a0258a590358eb4d9bcb0e399b2990c3e9dd77887a075725fc9a9b6ee991115",
            () => Of("Moose"u8.ToArray(), DigestForms.Bytes)),
        ["bytes 'boffin'"] = (
            "d713612e812520101265f073dc3c3272237929d23d536f917a8e118b7118cbd3",
            () => Of("boffin"u8.ToArray(), DigestForms.Bytes)),
        ["str 'Moose'"] = (
            "f91be12e4d9959eb6211da807260f4d996f0c383b5b0b5bdf9a40e60d57c05e7",
            () => Of("Moose", DigestForms.Text)),
        ["str 'boffin'"] = (
            "19a35a1e49cbd70389a3475c35f2ba3adef847f67beb33273465f7a05a01a9af",
            () => Of("boffin", DigestForms.Text)),
        ["Scalar 10"] = (
            "ae0f40e9e1fe2464919bc13335f2c7d994761a98e3bf4162b974d15439bee9c5",
            () => Of(Scalar10, ScalarForm)),
        ["point 10·G"] = (
            "8a9087b446d5afa2e913e34261bd6e1fc108d440f52e763676a87358a027f33f",
            () => Of(Point10, RistrettoForm)),
        ["list u32 [1,2,3]"] = (
            "39bce9d7a1c1efde2f1b601d3fcc3f2fc535323a3e9437116d8f7f7813322c12",
            () => Of([1, 2, 3], DigestForms.List(DigestForms.UInt32))),
        ["list u64 [1,2,3]"] = (
            "188fa333a0e509de95683121c24bcdc90a641be086fc52b269f68ad92ae8de3a",
            () => Of([1, 2, 3], DigestForms.List(DigestForms.UInt64))),
        ["None"] = (
            "23d56dc3e2eba2a6e4b71e17e2b813080ca618c2f754d82d7a134b8c9fe95506",
            () => Of(null, DigestForms.OptionalValue(DigestForms.UInt64))),
        ["empty list"] = (
            "23d56dc3e2eba2a6e4b71e17e2b813080ca618c2f754d82d7a134b8c9fe95506",
            () => Of([], DigestForms.List(DigestForms.UInt32))),
        ["empty map"] = (
            "23d56dc3e2eba2a6e4b71e17e2b813080ca618c2f754d82d7a134b8c9fe95506",
            () => Of(new SortedDictionary<ulong, string>(), Map)),
        ["Some(empty list)"] = (
            "23d56dc3e2eba2a6e4b71e17e2b813080ca618c2f754d82d7a134b8c9fe95506",
            () => Of([], DigestForms.Optional(DigestForms.List(DigestForms.Text)))),
        ["list of optional str [asdf, jkl, ;]"] = (
            "1a586d2a37f6f3cc496f93cdac88c3dd69b93ccbd72fe27268676e4c7a5592cb",
            () => Of(["asdf", "jkl", ";"], OptionalTexts)),
        ["[asdf, None, jkl]"] = (
            "d8c5db7b4a3b9b61173310bb0f122ba524a65931676f8b442332929931cdc44c",
            () => Of(["asdf", null, "jkl"], OptionalTexts)),
        ["[asdf, jkl, None]"] = (
            "19aa590daa4911c1ba8d71b8fdf023b021f77286ec79bf4a6c27cb98999862c8",
            () => Of(["asdf", "jkl", null], OptionalTexts)),
        ["[None, asdf, jkl]"] = (
            "4576ad8de5b52a1c23d14ed850e95925145977519bf8290fbce51d5db9bdf53b",
            () => Of([null, "asdf", "jkl"], OptionalTexts)),
        ["[None, jkl, asdf]"] = (
            "b14ba84e51de9ea6c6f5ebe29eceeff7164529dff1df2956a5a63878ddaf388a",
            () => Of([null, "jkl", "asdf"], OptionalTexts)),
        ["[jkl, None, asdf]"] = (
            "5fdbc7bd105ae6f6f490f5515ecf62facb192de0cbc69ec760b535ee5e879e89",
            () => Of(["jkl", null, "asdf"], OptionalTexts)),
        ["[None, asdf, None]"] = (
            "678a18842e2090703596688fec90443f9c2b30ed28e3f3357344cbb43e0cd556",
            () => Of([null, "asdf", null], OptionalTexts)),
        ["[None, None, asdf]"] = (
            "8210a0dc2961488e457c071683585cf9112e6861d78e80c3dca5335440aa0062",
            () => Of([null, null, "asdf"], OptionalTexts)),
        ["[asdf, None, None]"] = (
            "d0189b8b7232b195f72f02def6656228efaeb452939920b68667a0ed95b27549",
            () => Of(["asdf", null, null], OptionalTexts)),
        ["[None, None, None]"] = (
            "08125f8f19149690483e85c06c63cc70fb5e3a4e6bdc41c15c948656c6ef651d",
            () => Of([null, null, null], OptionalTexts)),
        ["Some(list [''])"] = (
            "6a61f2f19d7390cf231c86ec76cc0d5ad5f74b546109f967cc9c49742b6b0232",
            () => Of([""], DigestForms.Optional(DigestForms.List(DigestForms.Text)))),
        ["Some(list ['',''])"] = (
            "9251fad19aaa8fc56ae10d35412b95a028d05ffcabc61d19107308b5cc8d35be",
            () => Of(["", ""], DigestForms.Optional(DigestForms.List(DigestForms.Text)))),
        ["Some(list ['a',''])"] = (
            "4d530023c8c2e02e73525bc9ed262d548d39edd2917cca08b7e8859a408a7181",
            () => Of(["a", ""], DigestForms.Optional(DigestForms.List(DigestForms.Text)))),
        ["set {grand poobah}"] = (
            "d2882226d5b989789f3689e2e6044bcf8c940cec9fb976cc055cdc889ecd98c1",
            () => Of(new SortedSet<string>(StringComparer.Ordinal) { "grand poobah" }, DigestForms.List(DigestForms.Text))),
        ["set {fannypack, grand poobah}"] = (
            "6cfa2dc873d679389c0219e2dfb5e0c2611f2100bb0ab74e267d44950171e260",
            () => Of(new SortedSet<string>(StringComparer.Ordinal) { "fannypack", "grand poobah" }, DigestForms.List(DigestForms.Text))),
        ["set {fannypack, grand poobah, zirconium}"] = (
            "b02f6fcb9f711cdb063f737d302d7ad8e97fb5e817ff1adc78022cda43034089",
            () => Of(
                new SortedSet<string>(StringComparer.Ordinal) { "fannypack", "grand poobah", "zirconium" },
                DigestForms.List(DigestForms.Text))),
        ["map u64→str {19: woot}"] = (
            "9d5b61b735a27fcb4ee0fab507e989229bfd0bdacd83f9c1937a93d2ce78921e",
            () => Of(new SortedDictionary<ulong, string> { [19] = "woot" }, Map)),
        ["map {17: megapile, 19: woot}"] = (
            "56e94ca601eacff1d38bb46f81327c67cc9c6f6c44bd1a966381e58987fe0fbb",
            () => Of(new SortedDictionary<ulong, string> { [17] = "megapile", [19] = "woot" }, Map)),
        ["map {17, 19, 49: electric}"] = (
            "ee587a37ab9007ca20ccb321cb022ba65cd010b30077bc4726b8feed5ab0b1d5",
            () => Of(new SortedDictionary<ulong, string> { [17] = "megapile", [19] = "woot", [49] = "electric" }, Map)),
    };

    public static TheoryData<string> Values => [.. Table.Keys];

    [Theory, MemberData(nameof(Values))]
    public void Digest_OfEachValue_IsUpstreams(string value) =>
        Assert.Equal(Table[value].Digest, Convert.ToHexStringLower(Table[value].Compute()));

    private static byte[] Of<T>(T value, DigestForm<T> form)
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("test"u8, value, form, digest);
        return digest;
    }
}
