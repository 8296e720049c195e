// Fact sheet crypto §7.
using System.Text.Json;
using MobileCoin.App.Inspection;
using MobileCoin.Testing;

namespace MobileCoin.App.Test;

public sealed class B58DecoderVectors : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [Vectors("b58")]
    public async Task Codes_OfTheVectors_AreDecoded(VectorCase c)
    {
        string code = c.Has("b58") ? c.Text("b58") : new VectorCase("b58", 0, c.Field("address")).Text("b58");
        JsonElement shown = JsonElement.Parse(await _tool.DoAsync(B58Decoder.Program, code));
        Assert.Single(shown.EnumerateObject());
        string kind = c.Text("kind") switch
        {
            "burn_address" => "public_address",
            "payment_request" => "payment_request",
            "transfer_payload" => "transfer_payload",
            "tx_out_gift_code" or "gift_code" => "tx_out_gift_code",
            var other => throw new InvalidDataException($"{c}: kind {other}"),
        };
        Assert.True(shown.TryGetProperty(kind, out _), shown.ToString());
    }
}
