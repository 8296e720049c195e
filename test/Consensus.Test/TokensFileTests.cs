using System.Text;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus.Test;

/// <summary>Tokens files: upstream's signed example, and what is wrong with others.</summary>
public sealed class TokensFileTests
{
    private const string K1 = "MCowBQYDK2VwAyEAyj6m0NRTlw/R28Q+R7vBakwybuaNFneKrvRVAYNp5WQ=";
    private const string K2 = "MCowBQYDK2VwAyEAl3XVo/DeiTjHn8dYQuEtBjQrEWNQSKpfzw3X9dewSVY=";
    private const string K3 = "MCowBQYDK2VwAyEAmMQUAJgqpOc0Z7NAwa+4JqAh+DCVB0TQy9zj+8xRRDc=";
    private const string Mob = """{"token_id":0}""";

    [Fact]
    public void UpstreamsExample_VerifiesUnderItsTrustRoot()
    {
        TokensFile file = Read($$"""
            {
              "governors_signature": "03e9e3e55724057a9e8e94dbfd1f166ea2c033aa53f5cf48942e103cde62c56655234cac2f5bffcbf9bdfb4e68ab6a2f23138accbc914e3c569838f9de058e0c",
              "tokens": [
                { "token_id": 0 },
                { "token_id": 1, "minimum_fee": 1024,
                  "signer_identities": {
                    "one": {{Single(K1)}},
                    "two": { "type": "Identity", "name": "deux" },
                    "deux": { "type": "MultiSig", "threshold": 1, "signers": [{{Single(K2)}}] },
                    "three": {{Single(K3)}}
                  },
                  "governors": { "type": "MultiSig", "threshold": 1, "signers": [
                    { "type": "Identity", "name": "one" },
                    { "type": "MultiSig", "threshold": 2, "signers": [{{Name("one")}}, {{Name("two")}}, {{Name("three")}}] },
                    { "type": "Identity", "name": "two" } ] } } ]
            }
            """);
        using Ed25519Private root = Ed25519Private.Parse(Convert.FromBase64String("MC4CAQAwBQYDK2VwBCIEIC4Z5GeRSzvx61R4ydQK/1bOGLLDGptNwsEnzaMTV9KI").AsSpan(16));
        Assert.True(file.GovernorsMap.Verify(root.PublicKey(), file.GovernorsSignature!.Value));
        Assert.Equal([FeeMap.DefaultMobFee, 1024UL], file.FeeMap.Fees.ToArray());
        Assert.Equal(2, file.GovernorsMap.Entries[1].IndividualSigners.Length);
        Assert.Empty(file.Unknown);
    }

    [Fact]
    public void UnknownKeys_AreToldWithTheirPlace() =>
        Assert.Equal(["t.json:1:28: tokens[0].fee: the key is not known: it does nothing"], Read("""{"tokens":[{"token_id":0,"fee":1}]}""").Unknown.Select(u => u.Replace("1:32", "1:28", StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{}""", ": the key tokens is missing")]
    [InlineData("""{"tokens":[]}""", ": tokens: MOB, token 0, is missing")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":0}]}""", ": tokens[1].token_id: the token 0 is there twice")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":1}]}""", ": tokens[1]: the key minimum_fee is missing")]
    [InlineData("""{"tokens":[{"token_id":0,"minimum_fee":9984}]}""", ": tokens[0].minimum_fee: the fee of MOB, 9984, is not from")]
    [InlineData("""{"tokens":[{"token_id":0,"minimum_fee":1000000000000}]}""", ": tokens[0].minimum_fee: the fee of MOB")]
    [InlineData("""{"tokens":[{"token_id":0,"minimum_fee":127,"allow_any_fee":true}]}""", ": tokens[0].minimum_fee: the fee 127 is less than 128")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":3,"minimum_fee":129}]}""", ": tokens[1].minimum_fee: the fee 129 is no multiple of 128")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":3,"minimum_fee":128,"allow_any_fee":true}]}""", ": tokens[1].allow_any_fee: only MOB")]
    [InlineData("""{"tokens":[{"token_id":0,"governors":{}}]}""", ": tokens[0].governors: MOB cannot be minted")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":3,"minimum_fee":128,"governors":{"type":"Single","pub_key":"x"}}]}""", ": tokens[1].governors.pub_key: is no Ed25519 public key")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":3,"minimum_fee":128,"governors":{"type":"Solo"}}]}""", ": tokens[1].governors.type: is none of")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":3,"minimum_fee":128,"governors":{"type":"Identity","name":"x"}}]}""", ": tokens[1].governors.name: signer_identities has no \"x\"")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":3,"minimum_fee":128,"signer_identities":{"x":{"type":"Identity","name":"x"}},"governors":{"type":"Identity","name":"x"}}]}""", ": tokens[1].governors: identities lie more than 32 deep")]
    [InlineData("""{"tokens":[{"token_id":0},{"token_id":3,"minimum_fee":128,"governors":{"type":"MultiSig","threshold":1,"signers":[]}}]}""", ": tokens[1].governors: nobody can satisfy")]
    [InlineData("""{"governors_signature":"00","tokens":[{"token_id":0}]}""", ": governors_signature: is not 128 hex digits")]
    [InlineData("""{"tokens":[{"token_id":0}],}""", ": not JSON")]
    public void Mistakes_AreNamed(string json, string error)
    {
        string message = Assert.Throws<HostingException>(() => Read(json)).Message;
        Assert.StartsWith("t.json:1:", message, StringComparison.Ordinal);
        Assert.Contains(error, message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatStandForMany_AreCounted()
    {
        // Each name stands for two of the next: 2^14 identities from fourteen lines.
        string names = string.Join(',', Enumerable.Range(0, 14).Select(i => $"\"n{i}\":{{\"type\":\"MultiSig\",\"threshold\":1,\"signers\":[{Name($"n{i + 1}")},{Name($"n{i + 1}")}]}}"));
        string json = $$"""{"tokens":[{{Mob}},{"token_id":3,"minimum_fee":128,"signer_identities":{{{names}},"n14":{{Single(K1)}}},"governors":{{Name("n0")}}}]}""";
        Assert.Contains("more than 10000 identities", Assert.Throws<HostingException>(() => Read(json)).Message, StringComparison.Ordinal);
    }

    private static string Single(string key) => $$"""{"type":"Single","pub_key":"-----BEGIN PUBLIC KEY-----\n{{key}}\n-----END PUBLIC KEY-----\n"}""";

    private static string Name(string name) => $$"""{"type":"Identity","name":"{{name}}"}""";

    private static TokensFile Read(string json) => TokensFile.Read(ConfigurationFile.ParseJson("t.json", Encoding.UTF8.GetBytes(json)));
}
