using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace MobileCoin.Grpc.Test;

/// <summary>Debian's python3-grpcio with stubs made by Debian's compiler. Tests that need it are skipped by name where it is missing.</summary>
public sealed class PythonPeer : IDisposable
{
    private const string Interpreter = "/usr/bin/python3";

    private readonly string _folder = Directory.CreateTempSubdirectory("grpc-test").FullName;

    public PythonPeer() => Missing = Prepare();

    internal string? Missing { get; }

    internal string CertificateFile => Path.Combine(_folder, "certificate.pem");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A program's process in the folder with the stubs.</summary>
    internal Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList[0] = Path.Combine(AppContext.BaseDirectory, "Python", arguments[0]);
        start.Environment["PYTHONPATH"] = _folder;
        start.Environment["GRPC_VERBOSITY"] = "NONE";
        return Process.Start(start)!;
    }

    internal Process StartServer() => Start("peer_server.py", Path.Combine(_folder, "key.pem"), CertificateFile);

    private string? Prepare()
    {
        if (!Runs(Interpreter, "-c", "import grpc")) return "python3-grpcio is not installed";
        if (!Runs(Interpreter, "-c", "import google.protobuf")) return "python3-protobuf is not installed";
        if (!File.Exists("/usr/bin/protoc")) return "protobuf-compiler is not installed";
        if (!File.Exists("/usr/bin/grpc_python_plugin")) return "protobuf-compiler-grpc is not installed";
        string proto = Path.Combine(AppContext.BaseDirectory, "Proto");
        if (!Runs("/usr/bin/protoc", $"--python_out={_folder}", $"--grpc_out={_folder}", "--plugin=protoc-gen-grpc=/usr/bin/grpc_python_plugin", $"-I{proto}", "echo.proto"))
        {
            throw new InvalidOperationException("the compiler made no stubs of echo.proto");
        }
        File.WriteAllText(CertificateFile, TestCertificate.Instance.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), TestCertificate.Instance.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return null;
    }

    private static bool Runs(string program, params string[] arguments)
    {
        if (!File.Exists(program)) return false;
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
