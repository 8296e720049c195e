using System.Diagnostics;

namespace MobileCoin.Testing;

/// <summary>
/// Debian's python3-grpcio with stubs made by Debian's compiler, in a folder of its own: a gRPC implementation that is not ours. Tests that need it are
/// skipped by name where it is missing.
/// </summary>
public sealed class PythonStubs : IDisposable
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Makes the stubs.</summary>
    /// <param name="protos">The folder of the .proto files.</param>
    /// <param name="files">The files' names.</param>
    /// <param name="modules">What else is needed: module and Debian package.</param>
    public PythonStubs(string protos, IReadOnlyList<string> files, params IEnumerable<(string Module, string Package)> modules) =>
        Missing = Prepare(protos, files, [("grpc", "python3-grpcio"), ("google.protobuf", "python3-protobuf"), .. modules]);

    /// <summary>Why there are none; null if there are.</summary>
    public string? Missing { get; }

    /// <summary>Where the stubs are; gone with this.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("python-stubs").FullName;

    /// <summary>Starts a script with the stubs at hand, its three streams redirected.</summary>
    public Process Start(string script, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Interpreter, [script, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PYTHONPATH"] = Folder;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["GRPC_VERBOSITY"] = "NONE";
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string? Prepare(string protos, IReadOnlyList<string> files, IEnumerable<(string Module, string Package)> modules)
    {
        foreach ((string module, string package) in modules)
        {
            if (!Runs(Interpreter, "-c", $"import {module}")) return $"{package} is not installed";
        }
        if (!File.Exists("/usr/bin/protoc")) return "protobuf-compiler is not installed";
        if (!File.Exists("/usr/bin/grpc_python_plugin")) return "protobuf-compiler-grpc is not installed";
        // Debian has this file in another package than the compiler; its Python form comes with the library.
        string include = Directory.CreateDirectory(Path.Combine(Folder, "include", "google", "protobuf")).FullName;
        File.WriteAllText(Path.Combine(include, "empty.proto"), "syntax = \"proto3\"; package google.protobuf; message Empty {}");
        if (!Runs("/usr/bin/protoc", [$"--python_out={Folder}", $"--grpc_out={Folder}", "--plugin=protoc-gen-grpc=/usr/bin/grpc_python_plugin", $"-I{protos}", $"-I{Folder}/include", .. files]))
        {
            throw new InvalidOperationException($"the compiler made no stubs of {string.Join(", ", files)}");
        }
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
