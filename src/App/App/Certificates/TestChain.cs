// Which test chains there are: leaf first, root last (fact sheet crypto §2.6).
namespace MobileCoin.App.Certificates;

/// <summary>Certificates, DER, and the private key of the first one, PEM.</summary>
internal sealed record TestChain(IReadOnlyList<byte[]> Certificates, string PrivateKeyPem)
{
    private const string HeadName = "Test Root", MidName = "Test Intermediate", LeafName = "Test Leaf";

    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), End = Start.AddYears(100);

    private static readonly Dictionary<string, Func<TestChain>> Makers = new(StringComparer.Ordinal)
    {
        ["ok_rsa_head"] = () => Head(TestAuthority.Rsa(HeadName)),
        ["ok_25519_head"] = () => Head(TestAuthority.Ed25519(HeadName)),
        ["ok_rsa_chain"] = () => Make(TestAuthority.Rsa(LeafName)),
        ["ok_rsa_chain_25519_leaf"] = () => Make(),
        ["fail_missing_head"] = () => Make(order: [0, 1]),
        ["fail_missing_mid"] = () => Make(order: [0, 2]),
        ["fail_wrong_order"] = () => Make(order: [2, 1, 0]),
        ["fail_leaf_expired"] = () => Make(leafDates: (Start, Start.AddYears(1))),
        ["fail_leaf_too_soon"] = () => Make(leafDates: (End.AddYears(-1), End)),
        ["fail_mid_expired"] = () => Make(midDates: (Start, Start.AddYears(1))),
        ["fail_mid_too_soon"] = () => Make(midDates: (End.AddYears(-1), End)),
        ["fail_head_expired"] = () => Make(headDates: (Start, Start.AddYears(1))),
        ["fail_head_too_soon"] = () => Make(headDates: (End.AddYears(-1), End)),
        ["fail_other_mid"] = () => Make(leafIssuer: TestAuthority.Rsa(MidName, "Another Intermediate")),
        ["fail_other_head"] = () => Make(midIssuer: TestAuthority.Rsa(HeadName, "Another Root")),
    };

    /// <summary>The chains' names: those that begin with <c>ok</c> verify.</summary>
    internal static IEnumerable<string> Names => Makers.Keys;

    internal static bool Exists(string name) => Makers.ContainsKey(name);

    internal static TestChain Make(string name) => Makers[name]();

    private static TestChain Head(TestAuthority root) => new([root.Certify(root, isAuthority: true, Start, End)], root.PrivateKeyPem());

    /// <summary>Leaf, intermediate and root, with what is wrong with them.</summary>
    private static TestChain Make(
        TestAuthority? leaf = null,
        int[]? order = null,
        (DateTimeOffset Start, DateTimeOffset End)? leafDates = null,
        (DateTimeOffset Start, DateTimeOffset End)? midDates = null,
        (DateTimeOffset Start, DateTimeOffset End)? headDates = null,
        TestAuthority? leafIssuer = null,
        TestAuthority? midIssuer = null)
    {
        leaf ??= TestAuthority.Ed25519(LeafName);
        TestAuthority head = TestAuthority.Rsa(HeadName), mid = TestAuthority.Rsa(MidName);
        byte[][] certificates =
        [
            Certify(leafIssuer ?? mid, leaf, isAuthority: false, leafDates),
            Certify(midIssuer ?? head, mid, isAuthority: true, midDates),
            Certify(head, head, isAuthority: true, headDates),
        ];
        return new TestChain([.. (order ?? [0, 1, 2]).Select(i => certificates[i])], leaf.PrivateKeyPem());
    }

    private static byte[] Certify(TestAuthority issuer, TestAuthority subject, bool isAuthority, (DateTimeOffset Start, DateTimeOffset End)? dates) =>
        issuer.Certify(subject, isAuthority, dates?.Start ?? Start, dates?.End ?? End);
}
