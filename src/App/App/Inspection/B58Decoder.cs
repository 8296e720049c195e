// Printable codes in the clear (fact sheets ledger §8, crypto §7).
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Hosting;

namespace MobileCoin.App.Inspection;

/// <summary>mc-util-b58-decoder</summary>
internal static class B58Decoder
{
    private static readonly Flag<string> Code = Flags.Text("b58", null, "the code, or a mob:///b58/ URI") with { IsPositional = true, IsRequired = true };

    internal static ConsoleProgram Program { get; } = new("mc-util-b58-decoder", "Prints what a base58 code says: an address, a payment request, a transfer or a gift code, with the secrets in it.")
    {
        Flags = [Code],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        string text;
        try
        {
            string code = context.Values.Get(Code).Trim();
            using PrintableWrapper wrapper = code.StartsWith("mob:", StringComparison.Ordinal) ? PrintableWrapper.FromUri(code) : PrintableWrapper.B58Decode(code);
            text = AddressJson.Write(json => Write(json, wrapper));
        }
        catch (Exception e) when (Files.InputFile.IsRefusal(e))
        {
            throw new HostingException($"{Code.Title}: {e.Message}", e);
        }
        await context.Surroundings.Output.WriteAsync(text).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static void Write(Utf8JsonWriter json, PrintableWrapper wrapper)
    {
        if (wrapper.PublicAddress is { } address)
        {
            json.WriteStartObject("public_address");
            json.WriteAddress(address);
        }
        else if (wrapper.PaymentRequest is { } request)
        {
            json.WriteStartObject("payment_request");
            json.WriteStartObject("public_address");
            json.WriteAddress(request.PublicAddress);
            json.WriteEndObject();
            json.WriteNumber("value", request.Value);
            json.WriteNumber("token_id", request.TokenId);
            json.WriteString("memo", request.Memo);
            json.WriteNumber("payment_id", request.PaymentId);
        }
        else if (wrapper.TransferPayload is { } transfer)
        {
            json.WriteStartObject("transfer_payload");
            json.WriteHex("root_entropy", transfer.RootEntropy);
            json.WriteHex("bip39_entropy", transfer.Bip39Entropy);
            json.WriteHex("tx_out_public_key", transfer.TxOutPublicKey.ToBytes());
            json.WriteString("memo", transfer.Memo);
        }
        else if (wrapper.TxOutGiftCode is { } gift)
        {
            Span<byte> key = stackalloc byte[RistrettoPrivate.Size];
            gift.OnetimePrivateKey.CopyTo(key);
            json.WriteStartObject("tx_out_gift_code");
            json.WriteNumber("global_index", gift.GlobalIndex);
            json.WriteHex("onetime_private_key", key);
            json.WriteHex("shared_secret", gift.SharedSecret);
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        }
        json.WriteEndObject();
    }
}
