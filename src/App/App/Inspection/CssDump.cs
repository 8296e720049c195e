// The identities in an enclave's signature file (fact sheet attestation §1.10).
using MobileCoin.App.Files;
using MobileCoin.Attestation;
using MobileCoin.Hosting;

namespace MobileCoin.App.Inspection;

/// <summary>css-dump</summary>
internal static class CssDump
{
    private static readonly Flag<string> File = Flags.Path("file", null, "a .css file: the SIGSTRUCT of an enclave, 1808 bytes") with { IsPositional = true, IsRequired = true };

    internal static ConsoleProgram Program { get; } = new("css-dump", "Prints MRENCLAVE, MRSIGNER, product id and security version of an enclave's signature file.")
    {
        Flags = [File],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        SigStruct css = InputFile.Read(File.Title, context.Values.Get(File), SigStruct.Parse);
        await context.Surroundings.Output.WriteAsync(
            $"MRENCLAVE: {Convert.ToHexStringLower(css.MrEnclave)}\nMRSIGNER: {Convert.ToHexStringLower(css.MrSigner())}\n"
            + $"Product ID: {css.IsvProductId}\nSVN: {css.IsvSvn}\nDate: {css.Date:x8}\nVendor: {css.Vendor:x8}\n"
            + $"Signature: {(css.VerifySignature() ? "valid" : "invalid")}\n").ConfigureAwait(false);
        return ExitCode.Success;
    }
}
