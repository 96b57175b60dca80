@echo off
rem Installs Palermo from this folder, without a network: install.bat [FOLDER]
where py >nul 2>nul
if errorlevel 1 goto plain
py -@PYTHON@ "%~dp0install.py" %*
goto end
:plain
python "%~dp0install.py" %*
:end
pause
