// Texts of every syntax that the protocol floor reads.
using System.Text;

namespace MobileCoin.Fuzz.Seeds;

internal static class TextSamples
{
    private const string Phrase = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    /// <summary>What follows the scheme in URIs.</summary>
    internal static readonly string[] Nodes =
    [
        "node1.example.com:443", "127.0.0.1:3223/", "[::1]:80", "user:p%40ss@host/", "h?responder-id=a.example.com:443", "h/p?ca-bundle=x&tls-hostname=y",
        "h?consensus-msg-key=1e8Y7vXHy-MMjIQmPF5jWoHb3zUxjkCWYyKrXZkWzcA=", "h?sharding_strategy=5-100&responder-id=h:1", "h/%41?a=%ff+b#f",
    ];

    /// <summary>Configuration files.</summary>
    internal static readonly string[] Toml =
    [
        "quorum_set = { threshold = 1, members = [{ type = \"Node\", args = \"h:1\" }, { type = 'InnerSet', args = { threshold = 0, members = [] } }] }\n"
            + "broadcast_peers = [\n  \"mcp://h:1/\", # one\n]\ntx_source_urls = ['''file:///a''', \"\"\"\nhttps://b\\\n  /\"\"\"]\n",
        "[a.b]\nc.d = 1\n[[e]]\nf = 0x1F\n[[e]]\n[e.g]\nh = 1_0.5e-3\r\n\"i\\u00e9\" = 1979-05-27 07:32:00Z\nj = true\nk = [[],[{}], inf, -0, 0b1, 0o7]\n",
    ];

    internal static readonly string[] Networks =
    [
        "quorum_set = { threshold = 0, members = [] }\n",
        "broadcast_peers = ['mcp://a:1/?consensus-msg-key=8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c']\nknown_peers = ['insecure-mcp://b:2/?consensus-msg-key=8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c&responder-id=c:3']\ntx_source_urls = ['https://d/']\n"
            + "[quorum_set]\nthreshold = 1\n[[quorum_set.members]]\ntype = 'Node'\nargs = 'a:1'\n[[quorum_set.members]]\ntype = 'InnerSet'\nargs = { threshold = 0, members = [{ type = 'Node', args = 'c:3' }] }\n",
    ];

    internal static readonly string[] Tokens =
    [
        """{"tokens":[{"token_id":0,"minimum_fee":12800,"allow_any_fee":true}]}""",
        """{"governors_signature":"8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c","tokens":[{"token_id":0},{"token_id":1,"minimum_fee":1024,"signer_identities":{"a":{"type":"Single","pub_key":"-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEAyj6m0NRTlw/R28Q+R7vBakwybuaNFneKrvRVAYNp5WQ=\\n-----END PUBLIC KEY-----\\n"},"b":{"type":"Identity","name":"a"}},"governors":{"type":"MultiSig","threshold":1,"signers":[{"type":"Identity","name":"b"},{"type":"MultiSig","threshold":1,"signers":[{"type":"Identity","name":"a"},{"type":"Identity","name":"a"}]}]}}]}""",
    ];

    internal static readonly IReadOnlyList<byte[]> All =
    [
        .. new[]
        {
            Phrase,
            "legal winner thank year wave sausage worth useful legal winner thank yellow",
            string.Join(' ', Enumerable.Repeat("zoo", 23)) + " vote",
            "default", "100-200", "0-18446744073709551615", "node1.example.com:443", "",
            $"{{\"mnemonic\":\"{Phrase}\",\"account_index\":0,\"fog_report_url\":null,\"fog_report_id\":null,\"fog_authority_spki\":null}}",
            $"{{\"mnemonic\":\"{Phrase}\",\"account_index\":3,\"fog_report_url\":\"fog://f\",\"fog_report_id\":\"\",\"fog_authority_spki\":[1,2,255]}}",
            $"{{\"root_entropy\":[{string.Join(',', Enumerable.Range(0, 32))}],\"fog_url\":\"\",\"fog_report_id\":\"\",\"fog_authority_spki\":[]}}",
            $"{{\"x\":{{\"y\":[1,{{}}]}},\"root_entropy\":[{string.Join(',', Enumerable.Repeat(7, 32))}],\"fog_url\":null}}",
        }.Select(Encoding.UTF8.GetBytes),
    ];
}
